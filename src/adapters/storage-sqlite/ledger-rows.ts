// Answers for reading rows of the ledger: a person's row, what it points or was merged to, its touches.
import type { Channel } from '../../shared/channel.js';
import type { AddressKeys } from '../../shared/address-keys.js';
import { InvariantError } from '../../shared/errors.js';
import type { AttemptToken, RowId, SuppressionId, TouchId } from '../../shared/ids.js';
import type { Instant } from '../../shared/instant.js';
import type { PersonRow, TouchEntry } from '../../ports/touch-ledger.port.js';
import { findSuppression } from './ledger-suppressions.js';
import type { SqliteDatabase } from './sqlite-database.js';

export interface LedgerRow {
  readonly id: RowId;
  readonly pointer_to: RowId | null;
  readonly merged_into: RowId | null;
  readonly used_email: number;
  readonly used_call: number;
  readonly suppression_id: SuppressionId | null;
  readonly suppression_number: number;
  readonly suppression_leaf_count: number;
}

interface TouchRow {
  readonly touch_id: TouchId;
  readonly attempt: AttemptToken;
  readonly state: TouchEntry['state'];
  readonly channel: Channel;
  readonly at: Instant;
  readonly step_key: string;
}

// A merge always goes from the larger id to the smaller, so a chain ends; the bound is for a file that was tampered with.
const maxHops = 100;

export function rowById(database: SqliteDatabase, id: RowId): LedgerRow | undefined {
  return database.prepare('SELECT * FROM ledger_rows WHERE id = ?').get(id) as LedgerRow | undefined;
}

/** The row that a key leads to, pointers followed, mergers not; undefined where the key is absent. */
export function rowOfKey(database: SqliteDatabase, key: RowId): LedgerRow | undefined {
  const row = rowById(database, key);
  if (row?.pointer_to == null) return row;
  const target = rowById(database, row.pointer_to);
  if (target === undefined) throw new InvariantError('LEDGER_BROKEN', 'a pointer leads nowhere');
  return target;
}

/** The row of an address under whichever live key version it is known (R16). */
export function rowOfAddress(database: SqliteDatabase, address: AddressKeys): LedgerRow | undefined {
  for (const key of [address.current, ...address.older]) {
    const row = rowOfKey(database, key);
    if (row !== undefined) return row;
  }
  return undefined;
}

/** The row that counts, mergers followed to their end (R22). */
export function mergedRow(database: SqliteDatabase, start: LedgerRow): LedgerRow {
  let row = start;
  for (let hops = 0; row.merged_into !== null; hops += 1) {
    const next = hops < maxHops ? rowById(database, row.merged_into) : undefined;
    if (next === undefined) throw new InvariantError('LEDGER_BROKEN', 'a merger leads nowhere');
    row = next;
  }
  return row;
}

export function touchesOf(database: SqliteDatabase, rowId: RowId): TouchEntry[] {
  const sql = 'SELECT touch_id, attempt, state, channel, at, step_key FROM ledger_touches WHERE row_id = ?';
  // At most the caps in number: sorted here, where SQLite would set up a sorter for each person.
  return (database.prepare(sql).all(rowId) as TouchRow[])
    .map(({ touch_id: touchId, step_key: stepKey, ...entry }) => ({ ...entry, touchId, stepKey }))
    .sort((left, right) => left.at - right.at || (left.touchId < right.touchId ? -1 : 1));
}

export function personRow(database: SqliteDatabase, row: LedgerRow): PersonRow {
  return {
    id: row.id,
    suppression: row.suppression_id === null ? null : findSuppression(database, row.suppression_id),
    suppressionNumber: row.suppression_number,
    used: { email: row.used_email, call: row.used_call },
    touches: touchesOf(database, row.id),
    mergedInto: row.merged_into,
  };
}
