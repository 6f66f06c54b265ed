// Answers for the log: one document a leaf, numbered without gaps; never changed, but for what erasure takes out of it.
import type { LeafId, RowId } from '../../../shared/ids.js';
import type { Instant } from '../../../shared/instant.js';
import { mongoCollection, type MongoDocument } from '../mongo-collection.js';

export interface AuditLeafDocument extends MongoDocument {
  /** Place in the log, from 0: unique, so that nobody can fork it. */
  readonly _id: number;
  /** Unique as well, so that a crash between numbering and taking out of its document doubles nothing. */
  readonly leafId: LeafId;
  readonly type: string;
  readonly at: Instant;
  /** RFC 6962, 32 bytes. */
  readonly leafHash: Buffer;
  /** The bytes that are hashed. */
  readonly leafJson: string;
  /** Whose key opens the secret; absent where there is no secret, or it was erased. */
  readonly subject?: RowId;
  readonly secret?: Buffer;
}

export const auditLeaves = mongoCollection<AuditLeafDocument>('audit_leaves', {
  _id: Number,
  leafId: String,
  type: String,
  at: Number,
  leafHash: Buffer,
  leafJson: String,
  subject: String,
  secret: Buffer,
});
