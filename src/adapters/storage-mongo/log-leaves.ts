// Answers for the form in which waiting leaves enter the log: numbered, counted for their row, hashed.
import { leafHash } from '../../merkle/leaf-hash.js';
import { leafJson, type Leaf } from '../../shared/audit-leaf.js';
import type { LeafId } from '../../shared/ids.js';
import type { PendingLeaf } from './pending-leaf.js';
import type { AuditLeafDocument } from './schemas/audit-leaves.schema.js';
import type { WaitingDocument } from './sequence-batches.js';

/**
 * @param inLog ids that have a number already; a leaf that waits in two documents gets one as well.
 * @param from the number of the first.
 */
export function logLeaves(
  documents: readonly WaitingDocument[],
  inLog: ReadonlySet<LeafId>,
  from: number,
): AuditLeafDocument[] {
  const taken = new Set(inLog);
  const leaves: AuditLeafDocument[] = [];
  for (const document of documents) {
    for (const [index, leaf] of document.leaves.entries()) {
      if (taken.has(leaf.id)) continue;
      taken.add(leaf.id);
      leaves.push(logLeaf(leaf, subjectSeq(document, index), from + leaves.length));
    }
  }
  return leaves;
}

/** The same for a leaf whoever reads its row, and whenever: leaves only leave the array at its front (R23). */
function subjectSeq({ leaves, leafCount }: WaitingDocument, index: number): number | undefined {
  return leafCount === undefined ? undefined : leafCount - leaves.length + index + 1;
}

function logLeaf({ id, type, at, body, subject, secret }: PendingLeaf, seq: number | undefined, number: number) {
  const text = seq === undefined ? body : leafJson({ ...(JSON.parse(body) as Leaf), subjectSeq: seq });
  return {
    _id: number,
    leafId: id,
    type,
    at,
    leafHash: leafHash(Buffer.from(text, 'utf8')),
    leafJson: text,
    ...(secret === null ? {} : { secret, ...(subject === null ? {} : { subject }) }),
  };
}
