// Answers for the collection of the log: its two unique keys are what keeps two sequencers from forking or doubling it (R17).
import { auditLeaves } from '../schemas/audit-leaves.schema.js';
import { makeCollections, type Migration } from './migration.js';

export const leafIdIndex = { name: 'leaf_id', key: { leafId: 1 }, unique: true } as const;

const subjectIndex = {
  name: 'subject',
  key: { subject: 1 },
  partialFilterExpression: { subject: { $exists: true } },
} as const;

export const auditLog: Migration = {
  id: 3,
  run: (database) => makeCollections(database, [{ of: auditLeaves, indexes: [leafIdIndex, subjectIndex] }]),
};
