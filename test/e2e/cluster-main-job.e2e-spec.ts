// Answers for the main job past one machine.
import { manyProcesses } from '../support/cluster.js';
import { mainJobStory } from './main-job.story.js';

mainJobStory(manyProcesses);
