// Answers for the plan of touches: what is due, open or counted is found by indexes alone.
import { touches } from '../schemas/touches.schema.js';
import { leavesIndex, makeCollections, type CollectionPlan, type Migration } from './migration.js';

const indexes: CollectionPlan['indexes'] = [
  leavesIndex,
  { name: 'step', key: { campaignId: 1, contactId: 1, step: 1 }, unique: true },
  { name: 'contact', key: { contactId: 1 } },
  // Per campaign and state: what is due, what waits for a person (no time), and how many there are.
  { name: 'due', key: { campaignId: 1, state: 1, dueAt: 1, _id: 1 } },
  { name: 'claimed', key: { changedAt: 1, _id: 1 }, partialFilterExpression: { state: 'claimed' } },
  {
    name: 'reason_sets',
    key: { campaignId: 1, state: 1, reasonSet: 1 },
    partialFilterExpression: { reasonSet: { $exists: true } },
  },
  {
    name: 'reasons',
    key: { reasons: 1, state: 1, campaignId: 1 },
    partialFilterExpression: { reasonSet: { $exists: true } },
  },
];

export const touchesMigration: Migration = {
  id: 13,
  run: (database) => makeCollections(database, [{ of: touches, indexes }]),
};
