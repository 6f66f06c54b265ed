// Answers for the one document of an installation: which migrations ran, and what every process must agree on.
import { Schema } from 'mongoose';
import type { CopyMark, CopyProgress } from '../../../ports/store-copy.port.js';
import { mongoCollection, part, type MongoDocument } from '../mongo-collection.js';

export const installationId = 'installation';

export interface InstallationDocument extends MongoDocument {
  readonly _id: typeof installationId;
  readonly migrations: readonly number[];
  /** Null until the first process has started (R9). */
  readonly leaseMs: number | null;
  /** One per version of the address key that ever started here, `<version>:<digest>`; never the key. */
  readonly keyFingerprints: readonly string[];
  /** Of the installation that is being moved, or was moved, into this database; absent where none ever was. */
  readonly copy?: CopyMark & CopyProgress;
}

export const installation = mongoCollection<InstallationDocument>('installation', {
  _id: String,
  migrations: { type: [Number], default: undefined },
  leaseMs: Number,
  keyFingerprints: { type: [String], default: undefined },
  copy: part({ id: String, logSize: Number, isFinished: Boolean, cursors: Schema.Types.Mixed }),
});
