// Answers for Legitimate Interests Assessments, each one document with all its versions.
import type { Lia } from '../../../ports/lia-store.port.js';
import type { LiaId } from '../../../shared/ids.js';
import { mongoCollection, type MongoDocument } from '../mongo-collection.js';
import { leafPaths, type WithLeaves } from '../pending-leaf.js';
import { recordPath } from '../stored-record.js';
import { lastWritesPath, type WithLastWrites } from '../write-once.js';

export interface LiaDocument extends MongoDocument, WithLeaves, WithLastWrites {
  readonly _id: LiaId;
  readonly revision: number;
  readonly record: Lia;
}

export const lias = mongoCollection<LiaDocument>('lias', {
  _id: String,
  revision: Number,
  ...recordPath,
  ...lastWritesPath,
  ...leafPaths,
});
