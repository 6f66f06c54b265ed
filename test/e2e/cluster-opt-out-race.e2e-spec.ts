// Answers for the opt-out race past one machine, with wishes that come by every web process.
import { manyProcesses } from '../support/cluster.js';
import { optOutRaceStory } from './opt-out-race.story.js';

// Two cores carry the database, Redis, four processes and the mail server: about two minutes.
const messageCount = Number(process.env['FAIRKNOCK_TEST_CLUSTER_RACE_MESSAGES'] ?? 10_000);

optOutRaceStory(manyProcesses, messageCount);
