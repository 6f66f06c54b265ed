// Answers for campaigns in MongoDB.
import { Injectable } from '@nestjs/common';
import { CampaignStore } from '../../ports/campaign-store.port.js';
import type { Campaign } from '../../ports/campaign-store.port.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import { InvariantError } from '../../shared/errors.js';
import type { CampaignId } from '../../shared/ids.js';
import { DocumentCache } from './document-cache.js';
import { LeafMaker } from './leaf-maker.js';
import { MongoDatabase } from './mongo-database.js';
import { recordPage } from './record-page.js';
import { campaigns, type CampaignDocument } from './schemas/campaigns.schema.js';
import { storedRecord } from './stored-record.js';
import { insertOnce, updateOnce } from './write-once.js';

function pathsOf(campaign: Campaign): Pick<CampaignDocument, 'revision' | 'state' | 'launchedAt' | 'record'> {
  const { revision, state, launchedAt } = campaign;
  return { revision, state, launchedAt, record: storedRecord(campaign) };
}

@Injectable()
export class MongoCampaignStore extends CampaignStore {
  private readonly documents: DocumentCache<Campaign, CampaignDocument>;

  constructor(private readonly database: MongoDatabase) {
    super();
    this.documents = new DocumentCache(database, { step: 'campaign.find', of: campaigns });
  }

  async create(campaign: Campaign, event: AuditEvent): Promise<void> {
    const place = { step: 'campaign.create', of: campaigns };
    const leaves = [await LeafMaker.of(this.database).make(event)];
    const document = { _id: campaign.id, ...pathsOf(campaign), leaves, hasLeaves: true } as const;
    const isNew = await insertOnce(this.database, place, document);
    if (!isNew) throw new InvariantError('INTERNAL', `campaign ${campaign.id} is there already`);
  }

  async save(campaign: Campaign, event: AuditEvent | null): Promise<boolean> {
    const place = { step: 'campaign.save', of: campaigns };
    return updateOnce(this.database, place, {
      filter: { _id: campaign.id, revision: campaign.revision - 1 },
      changes: { $set: pathsOf(campaign) },
      leaves: event === null ? [] : [await LeafMaker.of(this.database).make(event)],
    });
  }

  find(id: CampaignId): Promise<Campaign | null> {
    return this.documents.find(id);
  }

  list(
    cursor: CampaignId | null,
    limit: number,
  ): Promise<{ items: readonly Campaign[]; nextCursor: CampaignId | null }> {
    const place = { step: 'campaign.list', of: campaigns };
    return recordPage<Campaign, CampaignDocument>(this.database, place, { cursor, limit });
  }

  async listRunning(): Promise<readonly Campaign[]> {
    const model = this.database.model(campaigns);
    const oldestFirst = { sort: { launchedAt: 1, _id: 1 } } as const;
    const found = await this.database.run('campaign.running', () =>
      model.find({ state: 'running' }, { record: 1 }, oldestFirst).lean<CampaignDocument[]>(),
    );
    return found.map(({ record }) => record);
  }
}
