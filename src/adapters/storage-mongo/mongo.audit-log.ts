// Answers for reading the audit log from MongoDB, for how far numbering is behind, and for leaves that have no other document.
import { Injectable } from '@nestjs/common';
import { AuditLog, type AuditLag, type LogEntry } from '../../ports/audit-log.port.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import type { Instant } from '../../shared/instant.js';
import type { JsonObject } from '../../shared/json.js';
import { leafCollections } from './leaf-collections.js';
import { LeafMaker } from './leaf-maker.js';
import { openSecret, payloadOf } from './leaf-secret.js';
import { MongoDatabase } from './mongo-database.js';
import type { PendingLeaf } from './pending-leaf.js';
import { auditInbox } from './schemas/audit-inbox.schema.js';
import { auditLeaves, type AuditLeafDocument } from './schemas/audit-leaves.schema.js';
import { SequencerHead } from './sequencer-head.js';
import { Sequencer } from './sequencer.js';
import { isDuplicateKey } from './storage-error.js';

interface Waiting {
  readonly count: number;
  readonly oldestAt: Instant;
}

@Injectable()
export class MongoAuditLog extends AuditLog {
  private readonly head: SequencerHead;

  constructor(
    private readonly database: MongoDatabase,
    private readonly sequencer: Sequencer,
  ) {
    super();
    this.head = new SequencerHead(database);
  }

  /** May count leaves that were numbered a moment ago and still stand in their documents. */
  async lag(): Promise<AuditLag> {
    const found = await Promise.all(leafCollections.map((collection) => this.waitingIn(collection)));
    const waiting = found.flat();
    return {
      pendingCount: waiting.reduce((sum, { count }) => sum + count, 0),
      oldestAt: waiting.length === 0 ? null : (Math.min(...waiting.map(({ oldestAt }) => oldestAt)) as Instant),
    };
  }

  catchUp(): Promise<void> {
    return this.sequencer.catchUp();
  }

  /** One document; its leaves are in the log, in their order, when the sequencer has passed. */
  async append(events: readonly AuditEvent[]): Promise<void> {
    let leaves = await LeafMaker.of(this.database).makeAll(events);
    while (leaves.length > 0) leaves = await this.put(leaves);
    this.database.leafWritten();
  }

  async read(from: number, limit: number): Promise<readonly LogEntry[]> {
    const range = { _id: { $gte: from, $lt: from + limit } };
    const found = await this.database.run('log.read', () =>
      this.database.model(auditLeaves).find(range).sort({ _id: 1 }).lean<AuditLeafDocument[]>(),
    );
    return found.map(logEntry);
  }

  size(): Promise<number> {
    return this.head.next();
  }

  async payload(number: number): Promise<JsonObject | null> {
    const found = await this.database.run('log.payload', () =>
      this.database.model(auditLeaves).findById(number).lean<AuditLeafDocument>(),
    );
    if (found?.secret === undefined) return null;
    const { subject, secret, leafId } = found;
    const key = subject === undefined ? null : await LeafMaker.of(this.database).keys.read(subject);
    if (subject !== undefined && key === null) return null;
    const opened = openSecret(secret, leafId, key);
    return opened === null ? null : payloadOf(opened);
  }

  /** @returns those that are still to be put: where the document of the first leaf is there, the append is a repeat. */
  private async put(leaves: readonly PendingLeaf[]): Promise<PendingLeaf[]> {
    const [first, ...others] = leaves;
    if (first === undefined) return [];
    const inbox = this.database.model(auditInbox);
    const document = { _id: first.id, leaves, hasLeaves: true } as const;
    try {
      await this.database.run('append.insert', () => inbox.insertOne(document));
      return [];
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    const there = await this.database.run('append.read', () => inbox.findById(first.id).lean());
    const known = new Set(there?.leaves?.map(({ id }) => id));
    return others.filter(({ id }) => !known.has(id));
  }

  private async waitingIn(name: string): Promise<Waiting[]> {
    const collection = this.database.connection.collection(name);
    const one = { $group: { _id: null, count: { $sum: 1 }, oldestAt: { $min: '$leaves.at' } } };
    const stages = [{ $match: { hasLeaves: true } }, { $unwind: '$leaves' }, one];
    return this.database.run('log.lag', () => collection.aggregate<Waiting>(stages).toArray());
  }
}

function logEntry({ _id, leafId, type, at, leafHash, leafJson }: AuditLeafDocument): LogEntry {
  return { number: _id, id: leafId, type, at, leafHash: Buffer.from(leafHash).toString('hex'), leafJson };
}
