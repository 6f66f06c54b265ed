// Answers for joining two rows of one person, the larger id into the smaller (R22); here one transaction is all it takes.
import type { Suppression } from '../../ports/touch-ledger.port.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import { InvariantError } from '../../shared/errors.js';
import type { RowId } from '../../shared/ids.js';
import { findSuppression, removeSuppression, standingSuppression, storeSuppression } from './ledger-suppressions.js';
import { mergedRow, rowOfKey, type LedgerRow } from './ledger-rows.js';
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
  // In the row that goes, as where the two are not one transaction: there its leaf comes with the first step.
  tx.appendRowLeaf(source.id, event);
  return target.id;
}

function rootOf(database: SqliteDatabase, key: RowId): LedgerRow {
  const row = rowOfKey(database, key);
  if (row === undefined) throw new InvariantError('LEDGER_BROKEN', 'a row to merge does not exist');
  return mergedRow(database, row);
}

/**
 * What is in flight becomes unknown here. The source keeps its own entry in flight, so that a suppressor who comes by it
 * still waits for its lease; its sender settles there, and the copy with it.
 */
function carryTouches(database: SqliteDatabase, source: LedgerRow, target: LedgerRow): void {
  const insert = database.prepare(
    `INSERT INTO ledger_touches
     SELECT @target, touch_id, attempt, replace(state, 'in_flight', 'unknown'), channel, at, lease_ms, step_key
     FROM ledger_touches WHERE row_id = @source`,
  );
  insert.run({ target: target.id, source: source.id });
  const sql = 'UPDATE ledger_rows SET used_email = used_email + ?, used_call = used_call + ? WHERE id = ?';
  database.prepare(sql).run(source.used_email, source.used_call, target.id);
}

/** One person has one suppression: the rows share its record. A lift that was decided before the merge loses (R15). */
function carrySuppression(database: SqliteDatabase, source: LedgerRow, target: LedgerRow): void {
  const [carried, own] = [recordOf(database, source), recordOf(database, target)];
  const numbers = [source.suppression_number, target.suppression_number, carried?.number ?? 0, own?.number ?? 0];
  // The person's number never falls: not where the source's suppression was lifted before, nor where an older row raised it.
  const highest = Math.max(...numbers);
  if (carried === null) {
    database.prepare('UPDATE ledger_rows SET suppression_number = ? WHERE id = ?').run(highest, target.id);
    if (own !== null) storeSuppression(database, { ...own, number: highest });
    return;
  }
  const number = highest + 1;
  const suppression = standingSuppression(own, carried, { ...carried, key: target.id, number });
  if (suppression.id !== carried.id) removeSuppression(database, carried.id);
  storeSuppression(database, suppression);
  const link = database.prepare('UPDATE ledger_rows SET suppression_id = ?, suppression_number = ? WHERE id = ?');
  link.run(suppression.id, number, target.id);
  database
    .prepare('UPDATE ledger_rows SET suppression_id = ? WHERE suppression_id = ?')
    .run(suppression.id, carried.id);
}

function recordOf(database: SqliteDatabase, row: LedgerRow): Suppression | null {
  if (row.suppression_id === null) return null;
  const suppression = findSuppression(database, row.suppression_id);
  if (suppression === null) throw new InvariantError('LEDGER_BROKEN', 'a suppression has no record');
  return suppression;
}
