// Answers for the collections of imports and of the lines they refused, with the keys by which an erasure finds such a line.
import { importRejects, imports } from '../schemas/imports.schema.js';
import { leavesIndex, makeCollections, type Migration } from './migration.js';

const unfinishedIndex = { name: 'unfinished', key: { state: 1, createdAt: 1, _id: 1 } } as const;
const lineIndex = { name: 'line', key: { importId: 1, line: 1 } } as const;
const keysIndex = {
  name: 'keys',
  key: { keys: 1 },
  partialFilterExpression: { keys: { $exists: true } },
} as const;

export const importsMigration: Migration = {
  id: 17,
  run: (database) =>
    makeCollections(database, [
      { of: imports, indexes: [leavesIndex, unfinishedIndex] },
      { of: importRejects, indexes: [lineIndex, keysIndex] },
    ]),
};
