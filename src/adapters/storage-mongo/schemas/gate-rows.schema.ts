// Answers for the gate rows: domains, phone numbers, assessments, campaigns, the installation; closed or open (R14).
import type { GateKey } from '../../../shared/ids.js';
import { mongoCollection, type MongoDocument } from '../mongo-collection.js';
import { leafPaths, type WithLeaves } from '../pending-leaf.js';
import { suppressionPart, type StoredSuppression } from './stored-suppression.js';

export interface GateRowDocument extends MongoDocument, WithLeaves {
  readonly _id: GateKey;
  readonly isClosed: boolean;
  /** Absent where the gate is open, or is no suppression. */
  readonly suppression?: StoredSuppression;
  readonly suppressionNumber: number;
  /** Id of the order that closed it while it was open. */
  readonly closedBy?: string;
  /** The latest closing writes, by their tokens: a repeat of one knows itself. */
  readonly writes?: readonly string[];
}

export const gateRows = mongoCollection<GateRowDocument>('gate_rows', {
  _id: String,
  isClosed: Boolean,
  suppression: suppressionPart,
  suppressionNumber: Number,
  closedBy: String,
  writes: { type: [String], default: undefined },
  ...leafPaths,
});
