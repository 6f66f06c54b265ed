// Answers for the collection of call permits.
import { permits } from '../schemas/permits.schema.js';
import { leavesIndex, makeCollections, type Migration } from './migration.js';

const contactIndex = { name: 'contact', key: { contactId: 1, issuedAt: 1 } } as const;
const outstandingIndex = { name: 'outstanding', key: { issuedTo: 1, outcome: 1, expiresAt: 1, _id: 1 } } as const;

export const permitsMigration: Migration = {
  id: 16,
  run: (database) =>
    makeCollections(database, [{ of: permits, indexes: [leavesIndex, contactIndex, outstandingIndex] }]),
};
