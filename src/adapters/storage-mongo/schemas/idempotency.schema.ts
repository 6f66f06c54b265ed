// Answers for replies that are kept for repeated requests.
import type { Instant } from '../../../shared/instant.js';
import { mongoCollection, type MongoDocument } from '../mongo-collection.js';

export interface IdempotencyDocument extends MongoDocument {
  /** `<account>:<key>`. */
  readonly _id: string;
  /** Of whoever began it: an answer that was lost is known again by it. */
  readonly token: string;
  readonly requestHash: string;
  readonly startedAt: Instant;
  readonly expiresAt: Instant;
  /** Absent until the request has ended. */
  readonly status?: number;
  readonly body?: string;
}

export const idempotency = mongoCollection<IdempotencyDocument>('idempotency', {
  _id: String,
  token: String,
  requestHash: String,
  startedAt: Number,
  expiresAt: Number,
  status: Number,
  body: String,
});
