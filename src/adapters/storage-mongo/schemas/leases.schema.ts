// Answers for who holds a lease: numbering leaves, and the background work of the installation.
import { mongoCollection, type MongoDocument } from '../mongo-collection.js';

export interface LeaseDocument extends MongoDocument {
  /** What it is a lease of. */
  readonly _id: string;
  /** One life of one holder; null where it was let go. */
  readonly holder: string | null;
  /** Raised by every taking-over, never lowered: who holds a lower one is not the holder any more. */
  readonly token: number;
  /** Raised by the holder while it lives. No time: clocks of two hosts need not agree. */
  readonly beat: number;
}

export const leases = mongoCollection<LeaseDocument>('leases', {
  _id: String,
  holder: String,
  token: Number,
  beat: Number,
});
