// Answers for the end of the process on the embedded default.
import { oneProcess } from '../support/running-service.js';
import { shutdownStory } from './shutdown.story.js';

shutdownStory(oneProcess);
