// Answers for call permits: as they were issued, and the outcome beside it.
import type { CallOutcome, CallPermit } from '../../../ports/permit-store.port.js';
import type { AccountId, ContactId, PermitId } from '../../../shared/ids.js';
import type { Instant } from '../../../shared/instant.js';
import { mongoCollection, type MongoDocument } from '../mongo-collection.js';
import { leafPaths, type WithLeaves } from '../pending-leaf.js';
import { recordPath } from '../stored-record.js';
import { lastWritesPath, type WithLastWrites } from '../write-once.js';

export interface PermitDocument extends MongoDocument, WithLeaves, WithLastWrites {
  readonly _id: PermitId;
  readonly contactId: ContactId;
  readonly issuedTo: AccountId;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
  readonly outcome: CallOutcome | null;
  readonly outcomeAt: Instant | null;
  readonly record: CallPermit;
}

export const permits = mongoCollection<PermitDocument>('permits', {
  _id: String,
  contactId: String,
  issuedTo: String,
  issuedAt: Number,
  expiresAt: Number,
  outcome: String,
  outcomeAt: Number,
  ...recordPath,
  ...lastWritesPath,
  ...leafPaths,
});
