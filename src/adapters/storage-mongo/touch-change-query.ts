// Answers for the one update that changes a touch, unless it is final.
import type { UpdateQuery } from 'mongoose';
import type { Verdict } from '../../gate/verdict.js';
import { finalTouchStates } from '../../ports/touch-schedule.port.js';
import type { TouchChange, TouchState } from '../../ports/touch-schedule.port.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import type { TouchId } from '../../shared/ids.js';
import type { Instant } from '../../shared/instant.js';
import { storedRecord } from './stored-record.js';

const maxVerdicts = 20;
const finals: readonly TouchState[] = finalTouchStates;

interface TouchChangeQuery {
  readonly filter: { readonly _id: TouchId; readonly state: { readonly $nin: readonly TouchState[] } };
  readonly changes: UpdateQuery<Record<string, unknown>>;
}

/** Late evidence still turns `unknown` into `sent` (R4). */
function unchangeable(change: TouchChange): readonly TouchState[] {
  return change.state === 'sent' ? finals.filter((state) => state !== 'unknown') : finals;
}

/** Distinct reason codes, sorted, so that equal sets are counted as one group. */
function reasonPaths(verdict: Verdict | null): Record<string, unknown> {
  if (verdict === null) return {};
  const reasons = [...new Set(verdict.reasons.map((reason) => reason.code))].sort();
  return reasons.length === 0 ? { reasons: null, reasonSet: null } : { reasons, reasonSet: reasons.join() };
}

function implied(change: TouchChange): Record<string, unknown> {
  const isFinal = change.state !== undefined && finals.includes(change.state);
  return isFinal && change.dueAt === undefined ? { dueAt: null } : {};
}

/** The latest time that the change itself names; its port has no other. */
function changedAt(change: TouchChange, verdict: Verdict | null, eventAt: Instant | null): number {
  const times = [change.claimedAt, change.startedAt, change.settledAt, verdict?.decidedAt, eventAt];
  return Math.max(0, ...times.map((time) => time ?? 0));
}

/** What is null at the port is absent in the document. */
function assignments(paths: Record<string, unknown>): Pick<UpdateQuery<Record<string, unknown>>, '$set' | '$unset'> {
  const given = Object.entries(paths).filter(([, value]) => value !== undefined);
  const $set = Object.fromEntries(given.filter(([, value]) => value !== null));
  const $unset = Object.fromEntries(given.filter(([, value]) => value === null).map(([path]) => [path, 1]));
  return { ...(isEmpty($set) ? {} : { $set }), ...(isEmpty($unset) ? {} : { $unset }) };
}

function isEmpty(paths: object): boolean {
  return Object.keys(paths).length === 0;
}

export function touchChangeQuery(
  id: TouchId,
  change: TouchChange,
  decided?: { verdict: Verdict; event: AuditEvent | null },
): TouchChangeQuery {
  const verdict = decided?.verdict ?? null;
  const { state, dueAt, claimedAt, startedAt, settledAt, smtp, tryCount } = change;
  const named = { state, dueAt, claimedAt, startedAt, settledAt, smtp, tryCount };
  return {
    filter: { _id: id, state: { $nin: unchangeable(change) } },
    changes: {
      ...assignments({ ...named, ...implied(change), ...reasonPaths(verdict) }),
      $max: { changedAt: changedAt(change, verdict, decided?.event?.at ?? null) },
      ...(verdict === null ? {} : { $push: { verdicts: { $each: [storedRecord(verdict)], $slice: -maxVerdicts } } }),
    },
  };
}
