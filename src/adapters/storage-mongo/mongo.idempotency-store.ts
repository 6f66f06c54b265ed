// Answers for replies kept under idempotency keys in MongoDB.
import { Injectable } from '@nestjs/common';
import { IdempotencyStore } from '../../ports/idempotency-store.port.js';
import type { IdempotencyRequest, IdempotencyState, StoredReply } from '../../ports/idempotency-store.port.js';
import { DependencyError } from '../../shared/errors.js';
import type { AccountId } from '../../shared/ids.js';
import type { Instant } from '../../shared/instant.js';
import { MongoDatabase } from './mongo-database.js';
import { idempotency, type IdempotencyDocument } from './schemas/idempotency.schema.js';
import { isDuplicateKey } from './storage-error.js';
import { newWriteToken } from './write-once.js';

/** Each round loses only to somebody who took, gave up or renewed the key in that very moment. */
const maxRounds = 20;

const isOpen = { status: { $exists: false } } as const;

function idOf(accountId: AccountId, key: string): string {
  return `${accountId}:${key}`;
}

function stateOf(found: IdempotencyDocument, request: IdempotencyRequest): IdempotencyState {
  if (found.requestHash !== request.requestHash) return { kind: 'mismatch' };
  if (found.status === undefined || found.body === undefined) return { kind: 'in_progress' };
  return { kind: 'replay', reply: { status: found.status, body: found.body } };
}

@Injectable()
export class MongoIdempotencyStore extends IdempotencyStore {
  constructor(private readonly database: MongoDatabase) {
    super();
  }

  async begin(request: IdempotencyRequest): Promise<IdempotencyState> {
    const { accountId, key, requestHash, at: startedAt, expiresAt } = request;
    const mine = { _id: idOf(accountId, key), token: newWriteToken(), requestHash, startedAt, expiresAt };
    for (let round = 0; round < maxRounds; round += 1) {
      const found = await this.read(mine._id);
      if (found?.token === mine.token) return { kind: 'new' };
      if (found !== null && found.expiresAt > request.at) return stateOf(found, request);
      const isTaken = found === null ? await this.insert(mine) : await this.replace(found, mine);
      if (isTaken) return { kind: 'new' };
    }
    throw new DependencyError('STORAGE_UNAVAILABLE', 'an idempotency key is fought for');
  }

  async complete(accountId: AccountId, key: string, reply: StoredReply): Promise<void> {
    const model = this.database.model(idempotency);
    const { status, body } = reply;
    const query = { _id: idOf(accountId, key) };
    await this.database.run('reply.complete', () => model.updateOne(query, { $set: { status, body } }));
  }

  async abandon(accountId: AccountId, key: string): Promise<void> {
    const model = this.database.model(idempotency);
    const found = await this.read(idOf(accountId, key));
    if (found === null) return;
    // Only what was seen: where the answer is lost, the repeat must not take away what somebody has begun since.
    const seen = { _id: found._id, token: found.token, ...isOpen };
    await this.database.run('reply.abandon', () => model.deleteOne(seen));
  }

  async sweep(now: Instant, startedBefore: Instant): Promise<void> {
    const model = this.database.model(idempotency);
    await this.database.run('reply.expire', () => model.deleteMany({ expiresAt: { $lte: now } }));
    const lost = { startedAt: { $lt: startedBefore }, ...isOpen };
    await this.database.run('reply.sweep', () => model.deleteMany(lost));
  }

  private async read(id: string): Promise<IdempotencyDocument | null> {
    const model = this.database.model(idempotency);
    return this.database.run('reply.read', () => model.findById(id).lean<IdempotencyDocument>());
  }

  /** @returns false where somebody else was quicker, or where it is ours already: reading tells. */
  private async insert(mine: IdempotencyDocument): Promise<boolean> {
    const model = this.database.model(idempotency);
    try {
      await this.database.run('reply.insert', () => model.insertOne(mine));
      return true;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return false;
    }
  }

  /** Takes the place of an entry that has expired. */
  private async replace(expired: IdempotencyDocument, mine: IdempotencyDocument): Promise<boolean> {
    const model = this.database.model(idempotency);
    const { _id, token, requestHash, startedAt, expiresAt } = mine;
    const changes = {
      $set: { token, requestHash, startedAt, expiresAt },
      $unset: { status: 1, body: 1 },
    } as const;
    const { matchedCount } = await this.database.run('reply.replace', () =>
      model.updateOne({ _id, token: expired.token }, changes),
    );
    return matchedCount === 1;
  }
}
