// Answers for which ledger rows are one person: a row, what it was merged into, and all that was merged into that (R22).
import { InvariantError } from '../../shared/errors.js';
import type { RowId } from '../../shared/ids.js';
import type { MongoDatabase } from './mongo-database.js';
import { ledgerRows, type LedgerRowDocument } from './schemas/ledger-rows.schema.js';

// A merge always goes from the larger id to the smaller, so a chain ends; the bound is for data that was tampered with.
const maxHops = 100;

/** The rows of a person, the one that stays first; any of them may be asked by. Empty where there is none. */
export async function personRows(database: MongoDatabase, rowId: RowId): Promise<LedgerRowDocument[]> {
  const root = await rootOf(database, rowId);
  if (root === null) return [];
  const rows = [root];
  for (let level = [root]; level.length > 0;) {
    level = await mergedInto(
      database,
      level.map((row) => row._id),
    );
    rows.push(...level);
    if (rows.length > maxHops) throw new InvariantError('LEDGER_BROKEN', 'mergers have no end');
  }
  return rows;
}

async function rootOf(database: MongoDatabase, rowId: RowId): Promise<LedgerRowDocument | null> {
  let next: RowId | undefined = rowId;
  let row: LedgerRowDocument | null = null;
  for (let hops = 0; next !== undefined; hops += 1) {
    if (hops > maxHops) throw new InvariantError('LEDGER_BROKEN', 'mergers have no end');
    row = await readRow(database, next);
    next = row?.mergedInto;
  }
  return row;
}

/** The row itself, with majority; null where it is absent or only points to another. */
async function readRow(database: MongoDatabase, rowId: RowId): Promise<LedgerRowDocument | null> {
  const query = { _id: rowId, pointerTo: { $exists: false } };
  return database.run('person.read', () => database.model(ledgerRows).findOne(query).lean<LedgerRowDocument>());
}

async function mergedInto(database: MongoDatabase, rowIds: readonly RowId[]): Promise<LedgerRowDocument[]> {
  const query = { mergedInto: { $in: [...rowIds] } };
  return database.run('person.merged', () => database.model(ledgerRows).find(query).lean<LedgerRowDocument[]>());
}
