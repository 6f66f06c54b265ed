// Answers for which ledger rows are one person: a row, what it was merged into, and all that was merged into that (R22).
import { InvariantError } from '../../shared/errors.js';
import type { RowId } from '../../shared/ids.js';
import type { MongoDatabase } from './mongo-database.js';
import { ledgerRows, type LedgerRowDocument } from './schemas/ledger-rows.schema.js';

const maxRows = 100;

/** From the first step of a merge on. */
const marked = { mergedInto: { $exists: true } };
/** Only mergers whose last step is done. */
const carried = { mergedInto: { $exists: true }, carried: true };

/** All rows of a person, the one that stays first; any of them may be asked by. Empty where there is none. */
export function personRows(database: MongoDatabase, rowId: RowId): Promise<LedgerRowDocument[]> {
  return family(database, rowId, marked);
}

/** Those that count as one already. */
export function carriedRows(database: MongoDatabase, rowId: RowId): Promise<LedgerRowDocument[]> {
  return family(database, rowId, carried);
}

async function family(database: MongoDatabase, rowId: RowId, merger: typeof marked): Promise<LedgerRowDocument[]> {
  const root = await rootOf(database, rowId, 'carried' in merger);
  if (root === null) return [];
  const rows = [root];
  for (let level = [root]; level.length > 0;) {
    level = await read(database, { ...merger, mergedInto: { $in: level.map((row) => row._id) } });
    rows.push(...level);
    if (rows.length > maxRows) throw tooMany();
  }
  return rows;
}

async function rootOf(database: MongoDatabase, rowId: RowId, isCarried: boolean): Promise<LedgerRowDocument | null> {
  let row: LedgerRowDocument | null = null;
  for (let next: RowId | undefined = rowId, hops = 0; next !== undefined; hops += 1) {
    if (hops > maxRows) throw tooMany();
    row = (await read(database, { _id: next, pointerTo: { $exists: false } }))[0] ?? null;
    next = isCarried && row?.carried !== true ? undefined : row?.mergedInto;
  }
  return row;
}

function read(database: MongoDatabase, filter: Readonly<Record<string, unknown>>): Promise<LedgerRowDocument[]> {
  const model = database.model(ledgerRows);
  return database.run('person.read', () => model.find(filter).lean<LedgerRowDocument[]>());
}

function tooMany(): InvariantError {
  return new InvariantError('LEDGER_BROKEN', 'mergers have no end');
}
