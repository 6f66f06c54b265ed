// Answers for the plan of touches, one document each; what is null at the port is absent here.
import type { Verdict } from '../../../gate/verdict.js';
import type { Touch, TouchState } from '../../../ports/touch-schedule.port.js';
import type { CampaignId, ContactId, TouchId } from '../../../shared/ids.js';
import type { Instant } from '../../../shared/instant.js';
import { Schema } from 'mongoose';
import { mongoCollection, part, type MongoDocument } from '../mongo-collection.js';
import { leafPaths, type WithLeaves } from '../pending-leaf.js';
import { lastWritesPath, type WithLastWrites } from '../write-once.js';

export interface TouchDocument extends MongoDocument, WithLeaves, WithLastWrites {
  readonly _id: TouchId;
  readonly campaignId: CampaignId;
  readonly contactId: ContactId;
  readonly rowId: Touch['rowId'];
  readonly step: number;
  readonly channel: Touch['channel'];
  readonly state: TouchState;
  readonly dueAt?: Instant;
  readonly messageId?: string;
  readonly claimedAt?: Instant;
  readonly startedAt?: Instant;
  readonly settledAt?: Instant;
  readonly smtp?: NonNullable<Touch['smtp']>;
  readonly tryCount: number;
  /** The latest time that a change named. */
  readonly changedAt: number;
  /** Distinct reason codes of the current verdict; absent where it has none. */
  readonly reasons?: readonly string[];
  /** The same, sorted and joined, so that equal sets are counted as one group from an index alone. */
  readonly reasonSet?: string;
  readonly verdicts?: readonly Verdict[];
}

export const touches = mongoCollection<TouchDocument>('touches', {
  _id: String,
  campaignId: String,
  contactId: String,
  rowId: String,
  step: Number,
  channel: String,
  state: String,
  dueAt: Number,
  messageId: String,
  claimedAt: Number,
  startedAt: Number,
  settledAt: Number,
  smtp: part({ code: Number, text: String }),
  tryCount: Number,
  changedAt: Number,
  reasons: { type: [String], default: undefined },
  reasonSet: String,
  verdicts: { type: [Schema.Types.Mixed], default: undefined },
  ...lastWritesPath,
  ...leafPaths,
});
