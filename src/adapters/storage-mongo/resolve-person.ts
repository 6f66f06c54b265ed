// Answers for finding or creating the one row of a person with several addresses and key versions (R0, R13, R16).
import type { Resolution } from '../../ports/touch-ledger.port.js';
import type { AddressKeys } from '../../shared/address-keys.js';
import { DependencyError, InvariantError } from '../../shared/errors.js';
import type { RowId } from '../../shared/ids.js';
import { chainTooLong, emptyRow, maxHops, rowOfAddress } from './ledger-rows.js';
import { update } from './ledger-write.js';
import { rootOf } from './merge-persons.js';
import type { MongoDatabase } from './mongo-database.js';
import { readKey } from './read-row.js';
import { ledgerRows, type LedgerDocument, type LedgerRowDocument } from './schemas/ledger-rows.schema.js';

/** Others who make rows for the same addresses at the same time; each round sees what they did. */
const maxRounds = 20;

interface Found {
  /** What the keys lead to, mergers followed. */
  readonly rowIds: readonly RowId[];
  readonly missing: readonly RowId[];
  /** Those of the rows that only pointers were made to so far. */
  readonly unmade: readonly RowId[];
}

/** No pointer is inserted where the addresses lead to different rows. */
export async function resolvePerson(database: MongoDatabase, addresses: readonly AddressKeys[]): Promise<Resolution> {
  const sorted = [...addresses].sort((a, b) => (a.current < b.current ? -1 : 1));
  // Older versions first: an old process must meet the pointer before the new row is there (R16).
  const keys = [...sorted.flatMap(({ older }) => older), ...sorted.map(({ current }) => current)];
  for (let round = 0; round < maxRounds; round += 1) {
    const { rowIds, missing, unmade } = await look(database, keys);
    if (rowIds.length > 1) {
      // A row that a crash left unmade could be neither suppressed nor merged (R16).
      for (const key of unmade) await insert(database, key, emptyRow);
      return { kind: 'conflict', rowIds };
    }
    const rowId = rowIds[0] ?? sorted[0]?.current;
    if (rowId === undefined) throw new InvariantError('LEDGER_BROKEN', 'a person without an address');
    const pointers = missing.filter((key) => key !== rowId);
    const hasRow = rowIds.length > 0 && unmade.length === 0;
    if (await makeWhole(database, { rowId, pointers, hasRow })) return { kind: 'row', rowId };
  }
  throw new DependencyError('STORAGE_UNAVAILABLE', 'the person is being made by many at the same time');
}

/** The row of the address itself, mergers not followed; made where nobody is known. */
export async function ensureRow(database: MongoDatabase, address: AddressKeys): Promise<LedgerRowDocument> {
  for (let round = 0; round < maxRounds; round += 1) {
    const row = await rowOfAddress(database, address);
    if (row !== null) return row;
    await resolvePerson(database, [address]);
  }
  throw new InvariantError('LEDGER_BROKEN', 'a row that was just created is missing');
}

/** Under every key version, not only the first that is known: two rows of one address are a conflict as well (R16). */
async function look(database: MongoDatabase, keys: readonly RowId[]): Promise<Found> {
  const model = database.model(ledgerRows);
  const filter = { _id: { $in: [...keys] } };
  const found = await database.run('resolve.find', () => model.find(filter).lean<LedgerDocument[]>());
  const known = new Set(found.map((document) => document._id));
  const ends = new Map<RowId, boolean>();
  for (const document of found) {
    const end = await endOf(database, document);
    ends.set(end.rowId, end.hasRow);
  }
  const rowIds = [...ends.keys()].sort();
  return {
    rowIds,
    missing: keys.filter((key) => !known.has(key)),
    unmade: rowIds.filter((rowId) => ends.get(rowId) === false),
  };
}

async function endOf(database: MongoDatabase, start: LedgerDocument): Promise<{ rowId: RowId; hasRow: boolean }> {
  let document = start;
  for (let hops = 0; 'pointerTo' in document; hops += 1) {
    if (hops === maxHops) throw chainTooLong();
    const next = await readKey(database, document.pointerTo);
    if (next === null) return { rowId: document.pointerTo, hasRow: false };
    document = next;
  }
  const rowId = document.mergedInto === undefined ? document._id : await rootOf(database, document._id);
  return { rowId, hasRow: true };
}

/** Pointers first, the row last. @returns false where somebody else made one of them: then all is looked at again. */
async function makeWhole(
  database: MongoDatabase,
  { rowId, pointers, hasRow }: { rowId: RowId; pointers: readonly RowId[]; hasRow: boolean },
): Promise<boolean> {
  for (const key of pointers) {
    if (!(await insert(database, key, { pointerTo: rowId }))) return false;
  }
  return hasRow || insert(database, rowId, emptyRow);
}

/** A key that is there already, as a row or a pointer, stays what it is. @returns whether it was absent. */
async function insert(database: MongoDatabase, key: RowId, content: object): Promise<boolean> {
  const changes = { $setOnInsert: content };
  const step = 'pointerTo' in content ? 'resolve.pointer' : 'resolve.row';
  const { isInserted } = await update(database, {
    step,
    in: ledgerRows,
    filter: { _id: key },
    changes,
    orInsert: true,
  });
  return isInserted;
}
