// Answers for which processes say that they are alive.
import type { ProcessId } from '../../../shared/ids.js';
import { mongoCollection, type MongoDocument } from '../mongo-collection.js';

export interface ProcessPresenceDocument extends MongoDocument {
  readonly _id: ProcessId;
  /** Raised by the process while it lives. No time: clocks of two hosts need not agree. */
  readonly beat: number;
}

export const processPresence = mongoCollection<ProcessPresenceDocument>('process_presence', {
  _id: String,
  beat: Number,
});
