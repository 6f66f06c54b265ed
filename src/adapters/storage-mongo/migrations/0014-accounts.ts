// Answers for the collections of accounts with their hashed keys, and of what guards the last administrator.
import { accounts, adminKeys } from '../schemas/accounts.schema.js';
import { leavesIndex, makeCollections, type Migration } from './migration.js';

const keyIndex = {
  name: 'key',
  key: { 'keys.id': 1 },
  unique: true,
} as const;

export const accountsMigration: Migration = {
  id: 14,
  run: (database) => makeCollections(database, [{ of: accounts, indexes: [leavesIndex, keyIndex] }, { of: adminKeys }]),
};
