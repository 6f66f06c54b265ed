// Answers for the leaf as it waits inside the document of its effect, until the sequencer gives it a number (R17-R20).
import type { UpdateQuery } from 'mongoose';
import type { LeafId, RowId } from '../../shared/ids.js';
import type { Instant } from '../../shared/instant.js';
import { part } from './mongo-collection.js';

export interface PendingLeaf {
  readonly id: LeafId;
  readonly at: Instant;
  readonly type: string;
  /** Canonical JSON of the leaf, without `subjectSeq`: that is known only from the row as one read shows it (R23). */
  readonly body: string;
  /** Whose key opens the secret. */
  readonly subject: RowId | null;
  /** Salt and payload as `openSecret` reads them; null where the event had none. */
  readonly secret: Buffer | null;
}

/** What every document that has effects carries. Absent members are the same as empty ones. */
export interface WithLeaves {
  readonly leaves?: readonly PendingLeaf[];
  /** Only ever true or absent: the index of waiting leaves holds nothing else. */
  readonly hasLeaves?: true;
}

const pendingLeaf = part({ id: String, at: Number, type: String, body: String, subject: String, secret: Buffer });

/** The paths of `WithLeaves`, for a schema. */
export const leafPaths = { leaves: { type: [pendingLeaf], default: undefined }, hasLeaves: Boolean };

type Changes = UpdateQuery<Record<string, unknown>>;

/** The update with the leaves in it: effect and leaf are one write (P6). Nothing is added where there is none. */
export function withLeaves(leaves: readonly PendingLeaf[], changes: Changes = {}): Changes {
  if (leaves.length === 0) return changes;
  return {
    ...changes,
    $push: { ...changes.$push, leaves: { $each: [...leaves] } },
    $set: { ...changes.$set, hasLeaves: true },
  };
}

/** The same for a ledger row, which counts its leaves (R23). */
export function withRowLeaves(leaves: readonly PendingLeaf[], changes: Changes = {}): Changes {
  if (leaves.length === 0) return changes;
  const counted = { ...changes, $inc: { ...changes.$inc, leafCount: leaves.length } };
  return withLeaves(leaves, counted);
}
