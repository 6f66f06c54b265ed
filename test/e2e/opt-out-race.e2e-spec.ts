// Answers for the opt-out race on the embedded default.
import { oneProcess } from '../support/running-service.js';
import { optOutRaceStory } from './opt-out-race.story.js';

const messageCount = Number(process.env['FAIRKNOCK_TEST_RACE_MESSAGES'] ?? 20_000);

optOutRaceStory(oneProcess, messageCount);
