// Answers for joining two rows of one person, the larger id into the smaller (R22); here one transaction is all it takes.
import type { AuditEvent } from '../../shared/audit-leaf.js';
import { InvariantError } from '../../shared/errors.js';
import type { RowId } from '../../shared/ids.js';
import { findSuppression, storeSuppression } from './ledger-suppressions.js';
import { mergedRow, rowOfKey, touchesOf, type LedgerRow } from './ledger-rows.js';
import type { SqliteDatabase, SqliteTx } from './sqlite-database.js';

/** Inside a transaction; does nothing where the two are one already. @returns the row that stays. */
export function mergePersons(
  tx: SqliteTx,
  database: SqliteDatabase,
  { rowIds, event }: { rowIds: readonly [RowId, RowId]; event: AuditEvent },
): RowId {
  const [first, second] = [rootOf(database, rowIds[0]), rootOf(database, rowIds[1])];
  if (first.id === second.id) return first.id;
  const [target, source] = first.id < second.id ? [first, second] : [second, first];
  carryTouches(database, source, target);
  carrySuppression(database, source, target);
  database.prepare('UPDATE ledger_rows SET merged_into = ? WHERE id = ?').run(target.id, source.id);
  tx.appendLeaf(event);
  return target.id;
}

function rootOf(database: SqliteDatabase, key: RowId): LedgerRow {
  const row = rowOfKey(database, key);
  if (row === undefined) throw new InvariantError('LEDGER_BROKEN', 'a row to merge does not exist');
  return mergedRow(database, row);
}

/** What is in flight becomes unknown: its sender settles on the row that it knows, and is led on from there. */
function carryTouches(database: SqliteDatabase, source: LedgerRow, target: LedgerRow): void {
  const insert = database.prepare(
    'INSERT INTO ledger_touches VALUES (@rowId, @touchId, @attempt, @state, @channel, @at) ON CONFLICT DO NOTHING',
  );
  for (const entry of touchesOf(database, source.id)) {
    const state = entry.state === 'in_flight' ? 'unknown' : entry.state;
    insert.run({ ...entry, state, rowId: target.id });
  }
  // Also what is left in the source must not be taken for a touch on its way.
  database
    .prepare("UPDATE ledger_touches SET state = 'unknown' WHERE row_id = ? AND state = 'in_flight'")
    .run(source.id);
  const sql = 'UPDATE ledger_rows SET used_email = used_email + ?, used_call = used_call + ? WHERE id = ?';
  database.prepare(sql).run(source.used_email, source.used_call, target.id);
}

function carrySuppression(database: SqliteDatabase, source: LedgerRow, target: LedgerRow): void {
  const number = Math.max(source.suppression_number, target.suppression_number);
  const carried = target.suppression_id ?? source.suppression_id;
  const sql = 'UPDATE ledger_rows SET suppression_id = ?, suppression_number = ? WHERE id = ?';
  database.prepare(sql).run(carried, number, target.id);
  if (target.suppression_id !== null || source.suppression_id === null) return;
  const suppression = findSuppression(database, source.suppression_id);
  if (suppression === null) throw new InvariantError('LEDGER_BROKEN', 'a suppression has no record');
  storeSuppression(database, { ...suppression, number });
}
