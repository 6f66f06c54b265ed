// Answers for moving leaves from the documents of their effects into the numbered log (ledger protocol, R17-R20).
import { Injectable } from '@nestjs/common';
import type { LeafId } from '../../shared/ids.js';
import { leafCollections } from './leaf-collections.js';
import { logLeaves } from './log-leaves.js';
import { MongoDatabase } from './mongo-database.js';
import { auditInbox } from './schemas/audit-inbox.schema.js';
import { auditLeaves } from './schemas/audit-leaves.schema.js';
import { leafIds, sequenceBatches, type WaitingDocument } from './sequence-batches.js';
import { SequencerHead } from './sequencer-head.js';
import { isDuplicateKey } from './storage-error.js';

const maxDocuments = 1_000;
/** Whoever leads has to beat in between. */
const longestPassMs = 500;
const majority = { readConcern: { level: 'majority' } } as const;

type WaitingRow = Omit<WaitingDocument, 'collection' | 'leaves'> & Partial<Pick<WaitingDocument, 'leaves'>>;

/**
 * Safe whoever runs it, and how many: the number and the id of a leaf are unique in the log, a leaf is inserted only
 * after a majority has its document, and pulled only after a majority shows it in the log.
 */
@Injectable()
export class Sequencer {
  private readonly head: SequencerHead;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly database: MongoDatabase) {
    this.head = new SequencerHead(database);
  }

  /**
   * One look through all collections; one at a time in this process.
   * @returns whether every leaf that was waiting when it began has its number; else look again. @throws DependencyError.
   */
  pass(): Promise<boolean> {
    const mine = this.turn.then(() => this.look());
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  /** Resolves when every leaf that was committed before the call has its number. @throws DependencyError. */
  async catchUp(): Promise<void> {
    while (!(await this.pass()));
  }

  private async look(): Promise<boolean> {
    const startMs = performance.now();
    const found = await Promise.all(leafCollections.map((collection) => this.waitingIn(collection)));
    for (const batch of sequenceBatches(found.flat())) {
      const isNumbered = await this.number(batch);
      // Somebody else numbered as well, or there is more than fits: what comes next is decided by a fresh read (R18).
      if (!isNumbered || performance.now() - startMs > longestPassMs) return false;
    }
    return found.every((documents) => documents.length < maxDocuments);
  }

  private waitingIn(collection: string): Promise<WaitingDocument[]> {
    const options = { ...majority, projection: { leaves: 1, leafCount: 1 }, limit: maxDocuments };
    return this.database.run('sequence.find', async () => {
      const rows = this.database.connection.collection<WaitingRow>(collection);
      const found = await rows.find({ hasLeaves: true }, options).toArray();
      return found.map((row) => ({ ...row, collection, leaves: row.leaves ?? [] }));
    });
  }

  /** @returns whether every leaf of the batch is in the log. */
  private async number(batch: readonly WaitingDocument[]): Promise<boolean> {
    const ids = leafIds(batch);
    const known = await this.inLog('sequence.known', ids);
    if (ids.every((id) => known.has(id))) {
      await this.takeOut(batch, known);
      return true;
    }
    const isInserted = await this.insert(batch, known);
    // What was inserted, and by whom, is only what a majority read shows (R19).
    await this.takeOut(batch, await this.inLog('sequence.seen', ids));
    return isInserted;
  }

  private async inLog(step: string, ids: readonly LeafId[]): Promise<ReadonlySet<LeafId>> {
    const collection = this.database.connection.collection<{ leafId: LeafId }>(auditLeaves.name);
    const options = { ...majority, projection: { _id: 0, leafId: 1 } };
    const found = await this.database.run(step, () =>
      collection.find({ leafId: { $in: [...ids] } }, options).toArray(),
    );
    return new Set(found.map(({ leafId }) => leafId));
  }

  /** Ordered, right behind the head (R17). @returns false where a number or a leaf was there already, whoever wrote it (R18). */
  private async insert(batch: readonly WaitingDocument[], known: ReadonlySet<LeafId>): Promise<boolean> {
    const collection = this.database.connection.collection<{ _id: number }>(auditLeaves.name);
    const leaves = logLeaves(batch, known, await this.head.next());
    try {
      await this.database.run('sequence.insert', () => collection.insertMany(leaves, { ordered: true }));
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  private async takeOut(batch: readonly WaitingDocument[], inLog: ReadonlySet<LeafId>): Promise<void> {
    const numbered = batch.filter(({ leaves }) => leaves.length === 0 || leaves.some(({ id }) => inLog.has(id)));
    for (const collection of new Set(numbered.map((document) => document.collection))) {
      const documents = numbered.filter((document) => document.collection === collection);
      const rowIds = documents.map(({ _id }) => _id);
      await this.pull(
        collection,
        rowIds,
        leafIds(documents).filter((id) => inLog.has(id)),
      );
      if (collection === auditInbox.name) await this.remove(rowIds);
    }
  }

  /**
   * Leaves and flag in one write: a leaf that was pushed meanwhile keeps the flag. The inbox keeps it until its document
   * is removed, so that a crash in between leaves none behind.
   */
  private async pull(collection: string, rowIds: readonly string[], ids: readonly LeafId[]): Promise<void> {
    const isNumbered = { $in: ['$$leaf.id', { $literal: ids }] };
    const rest = { $filter: { input: { $ifNull: ['$leaves', []] }, as: 'leaf', cond: { $not: [isNumbered] } } };
    const flag = { $cond: [{ $eq: ['$leaves', []] }, '$$REMOVE', true] };
    const changes = [
      { $set: { leaves: rest } },
      ...(collection === auditInbox.name ? [] : [{ $set: { hasLeaves: flag } }]),
    ];
    const rows = this.database.connection.collection<WaitingRow>(collection);
    await this.database.run('sequence.pull', () => rows.updateMany({ _id: { $in: rowIds } }, changes));
  }

  /** Only where nothing is left in it (R20). */
  private async remove(rowIds: readonly string[]): Promise<void> {
    const inbox = this.database.connection.collection<WaitingRow>(auditInbox.name);
    const isEmpty = { _id: { $in: rowIds }, 'leaves.0': { $exists: false } };
    await this.database.run('sequence.remove', () => inbox.deleteMany(isEmpty));
  }
}
