// Answers for the end of every process past one machine.
import { manyProcesses } from '../support/cluster.js';
import { shutdownStory } from './shutdown.story.js';

shutdownStory(manyProcesses);
