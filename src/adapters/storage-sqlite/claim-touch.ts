// Answers for the claim and the settlement of one touch on a person's row (R1-R5).
import type {
  ClaimRefusal,
  ClaimResult,
  TouchClaim,
  TouchEntry,
  TouchSettlement,
} from '../../ports/touch-ledger.port.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import type { Channel } from '../../shared/channel.js';
import type { GateKey } from '../../shared/ids.js';
import { personRow, rowById, touchesOf, type LedgerRow } from './ledger-rows.js';
import type { SqliteDatabase, SqliteTx } from './sqlite-database.js';

const usedColumn: Readonly<Record<Channel, 'used_email' | 'used_call'>> = { email: 'used_email', call: 'used_call' };

export function closedGates(database: SqliteDatabase, keys: readonly GateKey[]): GateKey[] {
  if (keys.length === 0) return [];
  const marks = Array.from(keys, () => '?').join();
  const statement = database.prepare(`SELECT key FROM gate_rows WHERE key IN (${marks}) AND is_closed = 1`);
  const closed = new Set((statement.all(...keys) as { key: GateKey }[]).map(({ key }) => key));
  return keys.filter((key) => closed.has(key));
}

/** Inside a transaction; the gate rows are read in it too, which closes the gap that a lease closes elsewhere. */
export function claimTouch(
  tx: SqliteTx,
  database: SqliteDatabase,
  { claim, event }: { claim: TouchClaim; event: AuditEvent },
): ClaimResult {
  const row = rowById(database, claim.rowId);
  const closed = closedGates(database, claim.gates);
  if (row === undefined || row.pointer_to !== null) {
    return { granted: false, refusals: ['PERSON_UNKNOWN'], row: null, closedGates: closed };
  }
  const entries = touchesOf(database, row.id);
  if (entries.some((entry) => isOwnRepeat(entry, claim))) return { granted: true };
  const refusals = refusalsOf(row, entries, claim);
  if (closed.length > 0) refusals.push('GATE_CLOSED');
  if (refusals.length > 0) {
    return { granted: false, refusals, row: personRow(database, row), closedGates: closed };
  }
  const { rowId, touchId, attempt, channel, at } = claim;
  database
    .prepare("INSERT INTO ledger_touches VALUES (?, ?, ?, 'in_flight', ?, ?, ?, ?)")
    .run(rowId, touchId, attempt, channel, at, database.leaseMs, stepKeyOf(claim));
  changeUsed(database, claim, 1);
  tx.appendRowLeaf(rowId, event);
  return { granted: true };
}

function stepKeyOf({ stepKey, touchId }: TouchClaim): string {
  return stepKey ?? touchId;
}

/** The same attempt asks again, after a time-out for example (R2). */
function isOwnRepeat(entry: TouchEntry, { touchId, attempt }: TouchClaim): boolean {
  return entry.touchId === touchId && entry.attempt === attempt && entry.state === 'in_flight';
}

function refusalsOf(row: LedgerRow, entries: readonly TouchEntry[], claim: TouchClaim): ClaimRefusal[] {
  const lastAt = Math.max(...entries.filter(({ channel }) => channel === claim.channel).map(({ at }) => at));
  const isUnderCap = row[usedColumn[claim.channel]] < claim.maxTouches;
  const isGapOver = claim.minGapMs === 0 || claim.at - lastAt >= claim.minGapMs;
  // Negated, so that a bound that is no number refuses (P9).
  const tests: readonly [boolean, ClaimRefusal][] = [
    [row.merged_into !== null, 'PERSON_MERGED'],
    [row.suppression_id !== null, 'SUPPRESSED'],
    [!isUnderCap, 'CAP_REACHED'],
    [!isGapOver, 'GAP_NOT_OVER'],
    [entries.some(({ touchId, stepKey }) => touchId === claim.touchId || stepKey === stepKeyOf(claim)), 'TOUCH_EXISTS'],
  ];
  return tests.filter(([isTrue]) => isTrue).map(([, refusal]) => refusal);
}

/** Inside a transaction. @returns whether touch, attempt and state fitted. */
export function settleTouch(
  tx: SqliteTx,
  database: SqliteDatabase,
  { settlement, event }: { settlement: TouchSettlement; event: AuditEvent },
): boolean {
  const isApplied = applySettlement(database, settlement);
  if (isApplied) tx.appendRowLeaf(settlement.rowId, event);
  return isApplied;
}

function applySettlement(database: SqliteDatabase, settlement: TouchSettlement): boolean {
  const from: TouchEntry['state'][] = settlement.outcome === 'sent' ? ['in_flight', 'unknown'] : ['in_flight'];
  if (!settleIn(database, settlement, from)) return false;
  settleCarried(database, settlement);
  return true;
}

/** A merge copied the entry as unknown while its message was on the way: what its own attempt learns holds there too (R22). */
function settleCarried(database: SqliteDatabase, settlement: TouchSettlement): void {
  const mergedInto = rowById(database, settlement.rowId)?.merged_into ?? null;
  if (mergedInto === null) return;
  const carried = { ...settlement, rowId: mergedInto };
  settleIn(database, carried, ['in_flight', 'unknown']);
  settleCarried(database, carried);
}

function settleIn(
  database: SqliteDatabase,
  { rowId, touchId, attempt, outcome }: TouchSettlement,
  from: readonly TouchEntry['state'][],
): boolean {
  const where = `WHERE row_id = ? AND touch_id = ? AND attempt = ? AND state IN ('${from.join("', '")}')`;
  if (outcome === 'not_transmitted') {
    const sql = `DELETE FROM ledger_touches ${where} RETURNING channel`;
    const removed = database.prepare(sql).get(rowId, touchId, attempt) as { channel: Channel } | undefined;
    if (removed === undefined) return false;
    changeUsed(database, { rowId, channel: removed.channel }, -1);
    return true;
  }
  const sql = `UPDATE ledger_touches SET state = ? ${where}`;
  return database.prepare(sql).run(outcome, rowId, touchId, attempt).changes === 1;
}

function changeUsed(
  database: SqliteDatabase,
  { rowId, channel }: Pick<TouchClaim, 'rowId' | 'channel'>,
  by: 1 | -1,
): void {
  const column = usedColumn[channel];
  database.prepare(`UPDATE ledger_rows SET ${column} = ${column} + ? WHERE id = ?`).run(by, rowId);
}
