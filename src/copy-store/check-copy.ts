// Answers for whether a copy is the whole of it: as many records of each kind, the same log root, every payload readable.
import { leafHash } from '../merkle/leaf-hash.js';
import { MerkleRoot } from '../merkle/merkle-root.js';
import {
  copyKinds,
  type CopiedLeaf,
  type CopyKind,
  type CopyMark,
  type StoreCopySource,
  type StoreCopyTarget,
} from '../ports/store-copy.port.js';
import { payloadCommitment, subjectCommitment, type Leaf } from '../shared/audit-leaf.js';
import { InvariantError } from '../shared/errors.js';

export interface CopyReport {
  /** Records of each kind, the same in both stores. */
  readonly counts: Readonly<Record<CopyKind, number>>;
  readonly log: {
    readonly size: number;
    /** RFC 6962, hex; the same in both stores. */
    readonly root: string;
    /** Leaves whose payload is not erased; each fits what its leaf commits to. */
    readonly payloadCount: number;
  };
}

const batchSize = 1_000;

type LogReport = CopyReport['log'];
type LeafReader = (from: number) => Promise<readonly CopiedLeaf[]>;

/** @throws InvariantError AUDIT_LOG_BROKEN or INTERNAL: then the target must not be used. */
export async function checkCopy(source: StoreCopySource, target: StoreCopyTarget, mark: CopyMark): Promise<CopyReport> {
  const counts = await checkCounts(source, target);
  const before = await readLog(sourceLeaves(source));
  const after = await readLog((from) => target.readLeaves(from, batchSize));
  if (before.size !== mark.logSize || JSON.stringify(before) !== JSON.stringify(after)) {
    throw new InvariantError('AUDIT_LOG_BROKEN', `the copied log is not the log: ${after.root} is not ${before.root}`);
  }
  return { counts, log: after };
}

async function checkCounts(source: StoreCopySource, target: StoreCopyTarget): Promise<CopyReport['counts']> {
  const counts: Partial<Record<CopyKind, number>> = {};
  for (const kind of copyKinds) {
    const [wanted, found] = [await source.count(kind), await target.count(kind)];
    if (wanted !== found) throw new InvariantError('INTERNAL', `${found} of ${wanted} records of ${kind} were copied`);
    counts[kind] = found;
  }
  return counts as Record<CopyKind, number>;
}

function sourceLeaves(source: StoreCopySource): LeafReader {
  let cursor: string | null = null;
  return async (from) => {
    if (from > 0 && cursor === null) return [];
    const { records, next } = await source.read('leaf', cursor, batchSize);
    cursor = next;
    return records;
  };
}

async function readLog(read: LeafReader): Promise<LogReport> {
  const tree = new MerkleRoot();
  let payloadCount = 0;
  for (let batch = await read(0); batch.length > 0; batch = await read(tree.size)) {
    for (const leaf of batch) {
      checkLeaf(leaf, tree.size);
      tree.add(leaf.leafHash);
      if (leaf.secret !== null) payloadCount += 1;
    }
  }
  return { size: tree.size, root: tree.root().toString('hex'), payloadCount };
}

function checkLeaf({ number, leafHash: hash, leafJson, secret }: CopiedLeaf, expectedNumber: number): void {
  const isWhole = number === expectedNumber && leafHash(Buffer.from(leafJson, 'utf8')).equals(hash);
  if (!isWhole || !isCommittedTo(JSON.parse(leafJson) as Leaf, secret)) {
    throw new InvariantError('AUDIT_LOG_BROKEN', `leaf ${expectedNumber} is not as it was written`);
  }
}

/** The payload, and the person, are those that the leaf names by their commitments. */
function isCommittedTo(leaf: Leaf, secret: CopiedLeaf['secret']): boolean {
  if (secret === null) return true;
  const { subject, key, salt, payload } = secret;
  if (payloadCommitment(salt, payload) !== leaf.payload) return false;
  return subject === null || (key !== null && subjectCommitment(key, subject) === leaf.subject);
}
