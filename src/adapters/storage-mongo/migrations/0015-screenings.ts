// Answers for the collection of look-ups in do-not-call registers.
import { screenings } from '../schemas/screenings.schema.js';
import { leavesIndex, makeCollections, type Migration } from './migration.js';

const phoneIndex = { name: 'phone', key: { phoneKey: 1, screenedAt: 1 } } as const;

export const screeningsMigration: Migration = {
  id: 15,
  run: (database) => makeCollections(database, [{ of: screenings, indexes: [leavesIndex, phoneIndex] }]),
};
