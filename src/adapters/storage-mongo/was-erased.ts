// Answers for whether the person of a row was erased, under whatever of their rows that was marked (P7).
import type { RowId } from '../../shared/ids.js';
import type { MongoDatabase } from './mongo-database.js';
import { personRows } from './person-rows.js';
import { erasedRows } from './schemas/contacts.schema.js';

/** The row itself, what it was merged into, and all that was merged into that. */
export async function personRowIds(database: MongoDatabase, rowId: RowId): Promise<RowId[]> {
  const rows = await personRows(database, rowId);
  return [...new Set([rowId, ...rows.map((row) => row._id)])];
}

/** Reads the marks with majority, after the mergers. */
export async function wasErased(database: MongoDatabase, rowId: RowId): Promise<boolean> {
  const ids = await personRowIds(database, rowId);
  const model = database.model(erasedRows);
  return (await database.run('contact.marks', () => model.exists({ _id: { $in: ids } }))) !== null;
}
