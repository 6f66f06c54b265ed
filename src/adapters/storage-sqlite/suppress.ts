// Answers for suppressing a person's row, closing gate rows, and lifting both (R10, R11, R14, R15).
import {
  maxSuppressionLeaves,
  type NewSuppression,
  type Suppression,
  type SuppressResult,
} from '../../ports/touch-ledger.port.js';
import type { AddressKeys } from '../../shared/address-keys.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import { InvariantError } from '../../shared/errors.js';
import type { GateKey, RowId, SuppressionId } from '../../shared/ids.js';
import { mergedRow, rowById, rowOfAddress, touchesOf, type LedgerRow } from './ledger-rows.js';
import {
  findSuppression,
  highestNumberOfPerson,
  standingSuppression,
  storeSuppression,
  suppressionOfPerson,
} from './ledger-suppressions.js';
import { createRow, pointTo } from './resolve-person.js';
import type { SqliteDatabase, SqliteTx } from './sqlite-database.js';

export interface SuppressionOrder {
  readonly suppression: NewSuppression;
  readonly event: AuditEvent;
}

/** Inside a transaction. */
export function suppressPerson(
  tx: SqliteTx,
  database: SqliteDatabase,
  { address, suppression: asked, event }: SuppressionOrder & { address: AddressKeys },
): SuppressResult {
  const row = rowOfAddress(database, address) ?? newRow(database, address);
  const standing = suppressionOfPerson(database, row.id);
  const isNew = standing === null;
  const number = highestNumberOfPerson(database, row.id) + 1;
  const fresh = { ...asked, kind: 'person', key: row.id, effectiveAt: event.at, number } as const;
  const suppression = standingSuppression(standing, asked, fresh);
  storeSuppression(database, suppression);
  database
    .prepare('UPDATE ledger_rows SET suppression_id = ?, suppression_number = ? WHERE id = ?')
    .run(suppression.id, number, row.id);
  // What changes nothing may stay out of the log; what does, never (P6).
  if (isNew || row.suppression_leaf_count < maxSuppressionLeaves) {
    database
      .prepare('UPDATE ledger_rows SET suppression_leaf_count = suppression_leaf_count + 1 WHERE id = ?')
      .run(row.id);
    // Only the row itself is the subject: an address that points to it would hide the payload from erasure.
    tx.appendRowLeaf(row.id, event);
  }
  const inFlight = touchesOf(database, row.id).flatMap(({ state, attempt }) =>
    state === 'in_flight' ? [attempt] : [],
  );
  return { rowId: row.id, suppression, isNew, inFlight, mergedInto: row.merged_into };
}

function newRow(database: SqliteDatabase, { current, older }: AddressKeys): LedgerRow {
  createRow(database, current);
  for (const key of older) pointTo(database, key, current);
  const row = rowById(database, current);
  if (row === undefined) throw new InvariantError('LEDGER_BROKEN', 'a row that was just created is missing');
  return row;
}

interface GateRow {
  readonly is_closed: number;
  readonly suppression_id: SuppressionId | null;
  readonly suppression_number: number;
}

/** Inside a transaction; all keys stand for the same thing under several key versions. */
export function closeGate(
  tx: SqliteTx,
  database: SqliteDatabase,
  { keys, suppression: asked, event }: SuppressionOrder & { keys: readonly GateKey[] },
): { suppression: Suppression; isNew: boolean } {
  const [key] = keys;
  if (key === undefined) throw new InvariantError('LEDGER_BROKEN', 'a gate without a key');
  const select = database.prepare('SELECT * FROM gate_rows WHERE key = ?');
  const rows = keys.flatMap((each) => (select.get(each) as GateRow | undefined) ?? []);
  const closed = rows.find((row) => row.is_closed === 1);
  const standing = closed?.suppression_id == null ? null : findSuppression(database, closed.suppression_id);
  const number = Math.max(0, ...rows.map((row) => row.suppression_number)) + 1;
  const kind = kindOf(key);
  const suppression = standingSuppression(standing, asked, { ...asked, kind, key, effectiveAt: event.at, number });
  if (kind !== 'stop') storeSuppression(database, suppression);
  const close = database.prepare(
    `INSERT INTO gate_rows VALUES (@key, 1, @id, @number)
     ON CONFLICT DO UPDATE SET is_closed = 1, suppression_id = @id, suppression_number = @number`,
  );
  for (const each of keys) close.run({ key: each, id: kind === 'stop' ? null : suppression.id, number });
  const isNew = closed === undefined;
  if (isNew || number <= maxSuppressionLeaves) tx.appendLeaf(event);
  return { suppression, isNew };
}

function kindOf(key: GateKey): Suppression['kind'] {
  const prefix = key.slice(0, key.indexOf(':'));
  return prefix === 'domain' || prefix === 'phone' ? prefix : 'stop';
}

/** Inside a transaction. False where it is gone, or an objection came in between (R15). */
export function lift(
  tx: SqliteTx,
  database: SqliteDatabase,
  { id, number, event }: { id: SuppressionId; number: number; event: AuditEvent },
): boolean {
  const removed = database.prepare('DELETE FROM suppressions WHERE id = ? AND number = ?').run(id, number);
  if (removed.changes === 0) return false;
  const rowId = rootOfSuppressed(database, id);
  database.prepare('UPDATE ledger_rows SET suppression_id = NULL WHERE suppression_id = ?').run(id);
  database.prepare('UPDATE gate_rows SET is_closed = 0, suppression_id = NULL WHERE suppression_id = ?').run(id);
  if (rowId === null) tx.appendLeaf(event);
  else tx.appendRowLeaf(rowId, event);
  return true;
}

/** The row of the person who is suppressed, mergers followed; null for a gate row. */
function rootOfSuppressed(database: SqliteDatabase, id: SuppressionId): RowId | null {
  const held = database.prepare('SELECT id FROM ledger_rows WHERE suppression_id = ? LIMIT 1').get(id);
  const row = held === undefined ? undefined : rowById(database, (held as { id: RowId }).id);
  return row === undefined ? null : mergedRow(database, row).id;
}
