// Answers for the main job on the embedded default.
import { oneProcess } from '../support/running-service.js';
import { mainJobStory } from './main-job.story.js';

mainJobStory(oneProcess);
