// Answers for the ledger's documents: one per person, and pointers to it from the person's other addresses (R0, R16, R22).
import type { TouchEntry } from '../../../ports/touch-ledger.port.js';
import type { Channel } from '../../../shared/channel.js';
import type { RowId } from '../../../shared/ids.js';
import { mongoCollection, part, type MongoDocument } from '../mongo-collection.js';
import { leafPaths, type WithLeaves } from '../pending-leaf.js';
import { suppressionPart, type StoredSuppression } from './stored-suppression.js';

export interface StoredTouch extends TouchEntry {
  /** The lease under which it was claimed (R9). */
  readonly leaseMs: number;
}

export interface CarriedRow {
  readonly row: RowId;
  /** Its suppression number as it was carried. */
  readonly number: number;
}

/** A person's row. Whatever may be missing is absent, never null: the partial indexes ask for presence. */
export interface LedgerRowDocument extends MongoDocument, WithLeaves {
  readonly _id: RowId;
  readonly used: Readonly<Record<Channel, number>>;
  readonly touches: readonly StoredTouch[];
  readonly suppression?: StoredSuppression;
  readonly suppressionNumber: number;
  readonly suppressionLeafCount: number;
  /** Set by the first step of a merge, for ever. */
  readonly mergedInto?: RowId;
  /** The last step of the merge is done: the target holds all of it. */
  readonly carried?: true;
  /** What was carried into this row, each row once (R22). */
  readonly mergedFrom: readonly CarriedRow[];
  /** Leaves that were ever put into this row (R23). */
  readonly leafCount: number;
  /** The latest suppressing and lifting writes, by their tokens: a repeat of one knows itself. */
  readonly writes?: readonly string[];
}

/** A further address of a person: nothing but where the row is; never changed. */
export interface PointerDocument extends MongoDocument {
  readonly _id: RowId;
  readonly pointerTo: RowId;
}

export type LedgerDocument = LedgerRowDocument | PointerDocument;

const touch = part({
  touchId: String,
  stepKey: String,
  attempt: String,
  state: String,
  channel: String,
  at: Number,
  leaseMs: Number,
});

export const ledgerRows = mongoCollection<LedgerRowDocument>('ledger_rows', {
  _id: String,
  pointerTo: String,
  used: part({ email: Number, call: Number }),
  touches: { type: [touch], default: undefined },
  suppression: suppressionPart,
  suppressionNumber: Number,
  suppressionLeafCount: Number,
  mergedInto: String,
  carried: Boolean,
  mergedFrom: { type: [part({ row: String, number: Number })], default: undefined },
  leafCount: Number,
  writes: { type: [String], default: undefined },
  ...leafPaths,
});
