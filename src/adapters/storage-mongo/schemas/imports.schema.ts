// Answers for imports, each one document, and for the lines they refused, one document a line.
import type { ImportRecord, ImportReject, ImportState } from '../../../ports/import-store.port.js';
import type { ImportId } from '../../../shared/ids.js';
import type { Instant } from '../../../shared/instant.js';
import { mongoCollection, type MongoDocument } from '../mongo-collection.js';
import { leafPaths, type WithLeaves } from '../pending-leaf.js';
import { recordPath } from '../stored-record.js';
import { lastWritesPath, type WithLastWrites } from '../write-once.js';

export interface ImportDocument extends MongoDocument, WithLeaves, WithLastWrites {
  readonly _id: ImportId;
  readonly state: ImportState;
  readonly read: number;
  readonly createdAt: Instant;
  readonly record: ImportRecord;
}

export const imports = mongoCollection<ImportDocument>('imports', {
  _id: String,
  state: String,
  read: Number,
  createdAt: Number,
  ...recordPath,
  ...lastWritesPath,
  ...leafPaths,
});

export interface ImportRejectDocument extends MongoDocument, ImportReject {
  /** `<import>:<line>`: a batch that is done again meets its own lines. */
  readonly _id: string;
  readonly importId: ImportId;
  /** Digests of the addresses in the record, by which an erasure finds it; absent where it holds none. */
  readonly keys?: readonly string[];
}

export const importRejects = mongoCollection<ImportRejectDocument>('import_rejects', {
  _id: String,
  importId: String,
  line: Number,
  code: String,
  message: String,
  record: String,
  keys: { type: [String], default: undefined },
});
