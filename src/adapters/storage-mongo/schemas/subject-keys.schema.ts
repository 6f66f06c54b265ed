// Answers for the keys of persons: their leaves are committed to and their payloads are encrypted under them (Art. 17).
import type { RowId } from '../../../shared/ids.js';
import { mongoCollection, type MongoDocument } from '../mongo-collection.js';

export interface SubjectKeyDocument extends MongoDocument {
  readonly _id: RowId;
  /** 32 random bytes. */
  readonly key: Buffer;
}

export const subjectKeys = mongoCollection<SubjectKeyDocument>('subject_keys', { _id: String, key: Buffer });
