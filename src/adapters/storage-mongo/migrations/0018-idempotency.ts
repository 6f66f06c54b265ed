// Answers for the collection of replies that are kept for repeated requests.
import { idempotency } from '../schemas/idempotency.schema.js';
import { makeCollections, type Migration } from './migration.js';

const expiryIndex = { name: 'expiry', key: { expiresAt: 1 } } as const;
const startIndex = { name: 'start', key: { startedAt: 1 } } as const;

export const idempotencyMigration: Migration = {
  id: 18,
  run: (database) => makeCollections(database, [{ of: idempotency, indexes: [expiryIndex, startIndex] }]),
};
