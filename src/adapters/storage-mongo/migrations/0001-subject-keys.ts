// Answers for the collection of the keys that erasure destroys, and of leaves whose effect touches nothing else.
import { auditInbox } from '../schemas/audit-inbox.schema.js';
import { subjectKeys } from '../schemas/subject-keys.schema.js';
import { leavesIndex, makeCollections, type Migration } from './migration.js';

export const subjectKeysMigration: Migration = {
  id: 1,
  run: (database) => makeCollections(database, [{ of: subjectKeys }, { of: auditInbox, indexes: [leavesIndex] }]),
};
