// Answers for look-ups in do-not-call registers.
import type { Screening } from '../../../ports/screening-store.port.js';
import type { GateKey, ScreeningId } from '../../../shared/ids.js';
import type { Instant } from '../../../shared/instant.js';
import { mongoCollection, type MongoDocument } from '../mongo-collection.js';
import { leafPaths, type WithLeaves } from '../pending-leaf.js';
import { recordPath } from '../stored-record.js';
import { lastWritesPath, type WithLastWrites } from '../write-once.js';

export interface ScreeningDocument extends MongoDocument, WithLeaves, WithLastWrites {
  readonly _id: ScreeningId;
  readonly phoneKey: GateKey;
  readonly screenedAt: Instant;
  readonly recordedAt: Instant;
  readonly record: Screening;
}

export const screenings = mongoCollection<ScreeningDocument>('screenings', {
  _id: String,
  phoneKey: String,
  screenedAt: Number,
  recordedAt: Number,
  ...recordPath,
  ...lastWritesPath,
  ...leafPaths,
});
