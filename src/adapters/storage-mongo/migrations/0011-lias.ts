// Answers for the collection of Legitimate Interests Assessments with all their versions.
import { lias } from '../schemas/lias.schema.js';
import { leavesIndex, makeCollections, type Migration } from './migration.js';

export const liasMigration: Migration = {
  id: 11,
  run: (database) => makeCollections(database, [{ of: lias, indexes: [leavesIndex] }]),
};
