// Answers for the collections of contacts and of the rows of erased people.
import { contacts, erasedRows, type ContactDocument } from '../schemas/contacts.schema.js';
import { leavesIndex, makeCollections, type CollectionPlan, type Migration } from './migration.js';

type Index = NonNullable<CollectionPlan['indexes']>[number];

/** In the order of ids, so that a page is a stretch of the index. */
function byPath(path: keyof ContactDocument): Index {
  return { name: path, key: { [path]: 1, _id: 1 }, partialFilterExpression: { [path]: { $exists: true } } };
}

const emailKeyIndex = {
  name: 'emailKey',
  key: { emailKey: 1 },
  unique: true,
  partialFilterExpression: { emailKey: { $exists: true } },
} as const;

const erasingIndex = {
  name: 'erasing',
  key: { isErasing: 1 },
  partialFilterExpression: { isErasing: true },
} as const;

const indexes: CollectionPlan['indexes'] = [
  leavesIndex,
  emailKeyIndex,
  erasingIndex,
  { name: 'rowId', key: { rowId: 1 } },
  { name: 'state', key: { state: 1, _id: 1 } },
  ...(['importId', 'country', 'jobTitle', 'organisation', 'phoneKeys'] as const).map(byPath),
];

export const contactsMigration: Migration = {
  id: 10,
  run: (database) => makeCollections(database, [{ of: contacts, indexes }, { of: erasedRows }]),
};
