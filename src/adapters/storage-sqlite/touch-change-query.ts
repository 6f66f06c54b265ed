// Answers for the one statement that changes a touch, unless it is final.
import type { Verdict } from '../../gate/verdict.js';
import { finalTouchStates } from '../../ports/touch-schedule.port.js';
import type { TouchChange, TouchState } from '../../ports/touch-schedule.port.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import type { TouchId } from '../../shared/ids.js';
import type { Instant } from '../../shared/instant.js';
import { assignmentsOf, type Assignment } from './touch-row.js';

const maxVerdicts = 20;
const finals: readonly TouchState[] = finalTouchStates;

const isOpen = `state NOT IN (${finals.map((state) => `'${state}'`).join()})`;

/** Late evidence still turns `unknown` into `sent` (R4). */
function mayChange(change: TouchChange): string {
  return change.state === 'sent' ? `(${isOpen} OR state = 'unknown')` : isOpen;
}

const appendVerdict = `
  verdicts = json_insert(
    CASE WHEN json_array_length(verdicts) >= ${maxVerdicts} THEN json_remove(verdicts, '$[0]') ELSE verdicts END,
    '$[#]', json(?))`;

/** Distinct reason codes, sorted, so that equal sets are counted as one group. */
function reasonsOf(verdict: Verdict): string {
  return JSON.stringify([...new Set(verdict.reasons.map((reason) => reason.code))].sort());
}

function implied(change: TouchChange): Assignment[] {
  const isFinal = change.state !== undefined && finals.includes(change.state);
  return isFinal && change.dueAt === undefined ? [{ column: 'due_at', value: null }] : [];
}

/** The latest time that the change itself names; its port has no other. */
function changedAt(change: TouchChange, verdict: Verdict | null, eventAt: Instant | null): number {
  const times = [change.claimedAt, change.startedAt, change.settledAt, verdict?.decidedAt, eventAt];
  return Math.max(0, ...times.map((time) => time ?? 0));
}

export function touchChangeQuery(
  id: TouchId,
  change: TouchChange,
  decided?: { verdict: Verdict; event: AuditEvent | null },
): { readonly sql: string; readonly values: readonly (string | number | null)[] } {
  const verdict = decided?.verdict ?? null;
  const plain = [
    ...assignmentsOf(change),
    ...implied(change),
    ...(verdict === null ? [] : [{ column: 'reasons', value: reasonsOf(verdict) }]),
  ];
  const sets = [
    'changed_at = max(changed_at, ?)',
    ...plain.map((assignment) => `${assignment.column} = ?`),
    ...(verdict === null ? [] : [appendVerdict]),
  ];
  return {
    sql: `UPDATE touches SET ${sets.join(', ')} WHERE id = ? AND ${mayChange(change)}`,
    values: [
      changedAt(change, verdict, decided?.event?.at ?? null),
      ...plain.map((assignment) => assignment.value),
      ...(verdict === null ? [] : [JSON.stringify(verdict)]),
      id,
    ],
  };
}
