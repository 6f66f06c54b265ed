// Answers for the public pages on the embedded default.
import { oneProcess } from '../support/running-service.js';
import { publicPagesStory } from './public-pages.story.js';

publicPagesStory(oneProcess);
