// Answers for the collections by which processes see each other: who holds a lease, and who is alive.
import { leases } from '../schemas/leases.schema.js';
import { processPresence } from '../schemas/process-presence.schema.js';
import { makeCollections, type Migration } from './migration.js';

export const leasesMigration: Migration = {
  id: 4,
  run: (database) => makeCollections(database, [{ of: leases }, { of: processPresence }]),
};
