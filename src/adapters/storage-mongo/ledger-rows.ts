// Answers for finding rows of the ledger: by key, by address, by following what was merged.
import type { PersonRow, TouchEntry } from '../../ports/touch-ledger.port.js';
import type { AddressKeys } from '../../shared/address-keys.js';
import { InvariantError } from '../../shared/errors.js';
import type { RowId } from '../../shared/ids.js';
import { suppressionOf } from './ledger-suppressions.js';
import type { MongoDatabase } from './mongo-database.js';
import { carriedRows } from './person-rows.js';
import { readKey } from './read-row.js';
import type { LedgerRowDocument } from './schemas/ledger-rows.schema.js';

// Pointers and mergers lead to something older or smaller, so a chain ends; the bound is for data that was tampered with.
export const maxHops = 100;

/** What a row begins as. */
export const emptyRow = {
  used: { email: 0, call: 0 },
  touches: [],
  suppressionNumber: 0,
  suppressionLeafCount: 0,
  mergedFrom: [],
  leafCount: 0,
} as const;

export function chainTooLong(): InvariantError {
  return new InvariantError('LEDGER_BROKEN', 'a chain of pointers or mergers has no end');
}

/** The row that a key leads to, mergers not followed; null where the key is absent, or its row is not made yet (R16). */
export async function rowOfKey(database: MongoDatabase, key: RowId): Promise<LedgerRowDocument | null> {
  let found = await readKey(database, key);
  for (let hops = 0; found !== null && 'pointerTo' in found; hops += 1) {
    if (hops === maxHops) throw chainTooLong();
    found = await readKey(database, found.pointerTo);
  }
  return found;
}

/** The row of an address under whichever live key version it is known (R16). */
export async function rowOfAddress(
  database: MongoDatabase,
  { current, older }: AddressKeys,
): Promise<LedgerRowDocument | null> {
  for (const key of [current, ...older]) {
    const row = await rowOfKey(database, key);
    if (row !== null) return row;
  }
  return null;
}

/** The row that counts. Only mergers that are carried to the end are followed: before, the target lacks an opt-out (R22). */
export async function mergedRow(database: MongoDatabase, start: LedgerRowDocument): Promise<LedgerRowDocument> {
  let row = start;
  for (let hops = 0; row.carried === true && row.mergedInto !== undefined; hops += 1) {
    const next = hops < maxHops ? await readKey(database, row.mergedInto) : null;
    if (next === null || 'pointerTo' in next) throw new InvariantError('LEDGER_BROKEN', 'a merger leads nowhere');
    row = next;
  }
  return row;
}

export async function personRow(database: MongoDatabase, row: LedgerRowDocument): Promise<PersonRow> {
  const isAlone = row.mergedFrom.length === 0 && row.carried === undefined;
  const rows = isAlone ? [row] : await carriedRows(database, row._id);
  const { suppression, number } = suppressionOf(rows);
  return {
    id: row._id,
    suppression,
    suppressionNumber: number,
    used: row.used,
    touches: touchesOf(row),
    mergedInto: row.carried === true ? (row.mergedInto ?? null) : null,
  };
}

export function touchesOf({ touches }: Pick<LedgerRowDocument, 'touches'>): TouchEntry[] {
  return touches
    .map(({ touchId, attempt, state, channel, at, stepKey }) => ({ touchId, attempt, state, channel, at, stepKey }))
    .sort((left, right) => left.at - right.at || (left.touchId < right.touchId ? -1 : 1));
}
