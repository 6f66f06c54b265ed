// Answers for finding or creating the one row of a person with several addresses and key versions (R0, R16).
import type { Resolution } from '../../ports/touch-ledger.port.js';
import type { AddressKeys } from '../../shared/address-keys.js';
import { InvariantError } from '../../shared/errors.js';
import type { RowId } from '../../shared/ids.js';
import { mergedRow, rowOfKey } from './ledger-rows.js';
import type { SqliteDatabase } from './sqlite-database.js';

/** Inside a transaction. Nothing is inserted where the addresses lead to different rows. */
export function resolvePerson(database: SqliteDatabase, addresses: readonly AddressKeys[]): Resolution {
  const sorted = [...addresses].sort((a, b) => (a.current < b.current ? -1 : 1));
  // Under every key version, not only the first that is known: two rows of one address are a conflict as well (R16).
  const found = sorted
    .flatMap(({ current, older }) => [current, ...older])
    .flatMap((key) => rowOfKey(database, key) ?? [])
    .map((row) => mergedRow(database, row).id);
  const rowIds = [...new Set(found)].sort();
  if (rowIds.length > 1) return { kind: 'conflict', rowIds };
  const rowId = rowIds[0] ?? sorted[0]?.current;
  if (rowId === undefined) throw new InvariantError('LEDGER_BROKEN', 'a person without an address');
  createRow(database, rowId);
  for (const { current, older } of sorted) {
    // An old process that knows only an older key version meets the pointer and follows it.
    for (const key of [...older, current]) pointTo(database, key, rowId);
  }
  return { kind: 'row', rowId };
}

export function createRow(database: SqliteDatabase, id: RowId): void {
  database.prepare('INSERT INTO ledger_rows (id) VALUES (?) ON CONFLICT DO NOTHING').run(id);
}

/** A key that is there already, as a row or a pointer, stays what it is. */
export function pointTo(database: SqliteDatabase, key: RowId, rowId: RowId): void {
  if (key === rowId) return;
  database.prepare('INSERT INTO ledger_rows (id, pointer_to) VALUES (?, ?) ON CONFLICT DO NOTHING').run(key, rowId);
}
