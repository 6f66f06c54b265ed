// Answers for what two logs of the same effects must have in common, whatever their keys, salts and order across people.
import { createHash } from 'node:crypto';
import type { AuditLog, LogEntry } from '../../src/ports/audit-log.port.js';
import type { Leaf } from '../../src/shared/audit-leaf.js';
import type { JsonObject } from '../../src/shared/json.js';

export interface NormalisedLeaf {
  readonly id: string;
  readonly type: string;
  readonly at: string;
  readonly actor: string;
  readonly refs: Leaf['refs'];
  readonly isPayloadCommitted: boolean;
  /** Readable still; null where it had none or it was erased. */
  readonly payload: JsonObject | null;
  /** The smallest id among the leaves with the same commitment to a person; null where it names nobody. */
  readonly subject: string | null;
  readonly subjectSeq: number | null;
}

/** @returns the leaves in the order of their ids. @throws where numbers, hashes, ids or the order within a person are wrong. */
export async function normalisedLeaves(auditLog: AuditLog): Promise<NormalisedLeaf[]> {
  await auditLog.catchUp();
  const entries = await auditLog.read(0, (await auditLog.size()) + 1);
  const leaves = entries.map((entry) => JSON.parse(entry.leafJson) as Leaf);
  const problems = [...entries.flatMap(problemsOf), ...disorderOf(leaves), ...doublesOf(leaves)];
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const people = namesOfPeople(leaves);
  const payloads = await Promise.all(entries.map(({ number }) => auditLog.payload(number)));
  const normalised = leaves.map(({ id, type, at, actor, refs, subject, subjectSeq, payload }, index) => ({
    id,
    type,
    at,
    actor,
    refs,
    isPayloadCommitted: payload !== undefined,
    payload: payloads[index] ?? null,
    subject: subject === undefined ? null : (people.get(subject) ?? null),
    subjectSeq: subjectSeq ?? null,
  }));
  return normalised.sort((one, other) => (one.id < other.id ? -1 : 1));
}

function problemsOf({ number, id, type, leafHash, leafJson }: LogEntry, index: number): string[] {
  const expected = createHash('sha256').update('\0').update(leafJson).digest('hex');
  const leaf = JSON.parse(leafJson) as Leaf;
  return [
    ...(number === index ? [] : [`leaf ${String(index)} has the number ${String(number)}`]),
    ...(leafHash === expected ? [] : [`leaf ${String(number)} has another hash`]),
    ...(leaf.id === id && leaf.type === type ? [] : [`leaf ${String(number)} is listed as another one`]),
  ];
}

/** Across people the log promises no order, within a person it does (R17, R23). */
function disorderOf(leaves: readonly Leaf[]): string[] {
  const last = new Map<string, number>();
  return leaves.flatMap(({ id, subject, subjectSeq }) => {
    if (subject === undefined || subjectSeq === undefined) return [];
    const before = last.get(subject) ?? 0;
    last.set(subject, subjectSeq);
    return subjectSeq > before
      ? []
      : [`leaf ${id} is number ${String(subjectSeq)} of its person after ${String(before)}`];
  });
}

function doublesOf(leaves: readonly Leaf[]): string[] {
  const ids = leaves.map(({ id }) => id);
  return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `leaf ${id} is there twice`);
}

function namesOfPeople(leaves: readonly Leaf[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { id, subject } of leaves) {
    const known = subject === undefined ? undefined : names.get(subject);
    if (subject !== undefined && (known === undefined || id < known)) names.set(subject, id);
  }
  return names;
}
