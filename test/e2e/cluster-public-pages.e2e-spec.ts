// Answers for the public pages past one machine.
import { manyProcesses } from '../support/cluster.js';
import { publicPagesStory } from './public-pages.story.js';

publicPagesStory(manyProcesses);
