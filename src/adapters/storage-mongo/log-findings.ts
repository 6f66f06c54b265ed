// Answers for whether the log in MongoDB fits itself and the documents whose leaves it numbers: one line a finding.
import { leafHash } from '../../merkle/leaf-hash.js';
import type { LeafId } from '../../shared/ids.js';
import { leafCollections } from './leaf-collections.js';
import { leafIdIndex } from './migrations/0003-audit-log.js';
import { leavesIndex } from './migrations/migration.js';
import type { MongoDatabase } from './mongo-database.js';
import type { PendingLeaf } from './pending-leaf.js';
import { auditLeaves, type AuditLeafDocument } from './schemas/audit-leaves.schema.js';

type Finder = (database: MongoDatabase) => Promise<readonly string[]>;

/** A broken log is broken in many places: the first ones say enough. */
const maxLines = 20;
const batchSize = 1_000;

/** Numbers without gaps, hashes that fit their leaves. */
const brokenLeaves: Finder = async (database) => {
  const lines: string[] = [];
  let next = 0;
  const leaves = database.model(auditLeaves).find().sort({ _id: 1 }).lean<AuditLeafDocument[]>();
  for await (const leaf of leaves.cursor({ batchSize }) as AsyncIterable<AuditLeafDocument>) {
    if (leaf._id !== next) lines.push(`leaf ${next} of the audit log is missing`);
    const hash = leafHash(Buffer.from(leaf.leafJson, 'utf8'));
    if (!hash.equals(Buffer.from(leaf.leafHash)))
      lines.push(`leaf ${leaf._id} of the audit log is not as it was hashed`);
    if (lines.length >= maxLines) return [...lines, 'the audit log was not looked at any further'];
    next = leaf._id + 1;
  }
  return lines;
};

/** What two sequencers at once rest on, and what finds the waiting leaves. */
const missingIndexes: Finder = async (database) => {
  const wanted = [
    { collection: auditLeaves.name, index: leafIdIndex.name },
    ...leafCollections.map((collection) => ({ collection, index: leavesIndex.name })),
  ];
  const lines = wanted.map(async ({ collection, index }) => {
    const there = await database.connection.collection(collection).indexes();
    const isThere = there.some(({ name }) => name === index);
    return isThere ? [] : [`the index ${index} of ${collection} is missing: run fairknock migrate`];
  });
  return (await Promise.all(lines)).flat();
};

/** Leaves that no sequencer would ever find. */
const unflaggedLeaves: Finder = async (database) => {
  const lost = { 'leaves.0': { $exists: true }, hasLeaves: { $ne: true } };
  const lines = leafCollections.map(async (collection) => {
    const count = await database.connection.collection(collection).countDocuments(lost);
    return count === 0 ? [] : [`${count} documents of ${collection} hold leaves that are not marked as waiting`];
  });
  return (await Promise.all(lines)).flat();
};

/** Leaves that wait and have a number as well. Right after a number was given that is so for a moment. */
export async function doubledLeaves(database: MongoDatabase): Promise<ReadonlySet<LeafId>> {
  const found = await Promise.all(leafCollections.map((collection) => waitingIds(database, collection)));
  const log = database.connection.collection<{ leafId: LeafId }>(auditLeaves.name);
  const numbered = await log.find({ leafId: { $in: found.flat() } }, { projection: { _id: 0, leafId: 1 } }).toArray();
  return new Set(numbered.map(({ leafId }) => leafId));
}

async function waitingIds(database: MongoDatabase, name: string): Promise<LeafId[]> {
  const rows = database.connection.collection<{ leaves?: PendingLeaf[] }>(name);
  const found = await rows.find({ hasLeaves: true }, { projection: { 'leaves.id': 1 }, limit: batchSize }).toArray();
  return found.flatMap(({ leaves = [] }) => leaves.map(({ id }) => id));
}

export async function logFindings(database: MongoDatabase): Promise<string[]> {
  const lines: string[] = [];
  for (const find of [missingIndexes, unflaggedLeaves, brokenLeaves]) {
    lines.push(...(await database.run('health.check', () => find(database))));
  }
  return lines;
}
