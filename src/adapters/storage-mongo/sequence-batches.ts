// Answers for the order in which waiting leaves are numbered, and for batches that one insert can hold.
import type { LeafId } from '../../shared/ids.js';
import type { PendingLeaf } from './pending-leaf.js';

const maxLeaves = 1_000;
/** Well under the 48 MB of one command: a single document, which may be 16 MB, is never split. */
const maxBytes = 8_000_000;

/** A document with leaves that have no number yet, as one atomic read showed it. */
export interface WaitingDocument {
  readonly collection: string;
  readonly _id: string;
  readonly leaves: readonly PendingLeaf[];
  /** Leaves that this row ever had; only ledger rows count them (R23). */
  readonly leafCount?: number;
}

export function leafIds(documents: readonly WaitingDocument[]): LeafId[] {
  return documents.flatMap(({ leaves }) => leaves.map(({ id }) => id));
}

/** By the time of the first leaf. The leaves of one document stay together and in the order of its array (R17). */
export function sequenceBatches(documents: readonly WaitingDocument[]): WaitingDocument[][] {
  const batches: WaitingDocument[][] = [];
  let room = { leaves: 0, bytes: 0 };
  for (const document of [...documents].sort((one, other) => firstAt(one) - firstAt(other))) {
    const size = { leaves: document.leaves.length, bytes: byteCount(document) };
    if (room.leaves < size.leaves || room.bytes < size.bytes || batches.length === 0) {
      batches.push([]);
      room = { leaves: maxLeaves, bytes: maxBytes };
    }
    batches.at(-1)?.push(document);
    room = { leaves: room.leaves - size.leaves, bytes: room.bytes - size.bytes };
  }
  return batches;
}

function firstAt({ leaves }: WaitingDocument): number {
  return leaves[0]?.at ?? 0;
}

function byteCount({ leaves }: WaitingDocument): number {
  return leaves.reduce((sum, { body, secret }) => sum + Buffer.byteLength(body) + (secret?.byteLength ?? 0), 0);
}
