// Answers for campaigns, each one document beside what the running ones are found by.
import type { Campaign, CampaignState } from '../../../ports/campaign-store.port.js';
import type { CampaignId } from '../../../shared/ids.js';
import type { Instant } from '../../../shared/instant.js';
import { mongoCollection, type MongoDocument } from '../mongo-collection.js';
import { leafPaths, type WithLeaves } from '../pending-leaf.js';
import { recordPath } from '../stored-record.js';
import { lastWritesPath, type WithLastWrites } from '../write-once.js';

export interface CampaignDocument extends MongoDocument, WithLeaves, WithLastWrites {
  readonly _id: CampaignId;
  readonly revision: number;
  readonly state: CampaignState;
  readonly launchedAt: Instant | null;
  readonly record: Campaign;
}

export const campaigns = mongoCollection<CampaignDocument>('campaigns', {
  _id: String,
  revision: Number,
  state: String,
  launchedAt: Number,
  ...recordPath,
  ...lastWritesPath,
  ...leafPaths,
});
