// Answers for the collection of campaigns.
import { campaigns } from '../schemas/campaigns.schema.js';
import { leavesIndex, makeCollections, type Migration } from './migration.js';

const runningIndex = {
  name: 'running',
  key: { launchedAt: 1, _id: 1 },
  partialFilterExpression: { state: 'running' },
} as const;

export const campaignsMigration: Migration = {
  id: 12,
  run: (database) => makeCollections(database, [{ of: campaigns, indexes: [leavesIndex, runningIndex] }]),
};
