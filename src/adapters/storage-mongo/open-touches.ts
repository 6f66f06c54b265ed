// Answers for whether a campaign has touches that are not final: asked after each touch, so it is remembered where to look.
import type { CampaignId, TouchId } from '../../shared/ids.js';
import type { MongoDatabase } from './mongo-database.js';
import { touches } from './schemas/touches.schema.js';

const openStates = ['scheduled', 'held', 'claimed'] as const;
const lastDueFirst = { dueAt: -1, _id: -1 } as const;
const maxRemembered = 20;
const maxCampaigns = 100;

/** Only the place to look is remembered, never the answer: the touches themselves are read each time. */
export class OpenTouches {
  private readonly remembered = new Map<CampaignId, readonly TouchId[]>();

  constructor(private readonly database: MongoDatabase) {}

  async has(campaignId: CampaignId): Promise<boolean> {
    const known = this.remembered.get(campaignId) ?? [];
    if (known.length > 0 && (await this.isOneOpen(known))) return true;
    const found = await this.find(campaignId);
    this.remember(campaignId, found);
    return found.length > 0;
  }

  private async isOneOpen(ids: readonly TouchId[]): Promise<boolean> {
    const query = { _id: { $in: [...ids] }, state: { $in: [...openStates] } };
    const model = this.database.model(touches);
    return (await this.database.run('touch.stillOpen', () => model.findOne(query, { _id: 1 }).lean())) !== null;
  }

  /** Those that will be final last. One query over all states: a touch may go from one to another at this moment. */
  private async find(campaignId: CampaignId): Promise<TouchId[]> {
    const model = this.database.model(touches);
    const query = { campaignId, state: { $in: [...openStates] } };
    const found = await this.database.run('touch.open', () =>
      model.find(query, { _id: 1 }, { sort: lastDueFirst, limit: maxRemembered }).lean<{ _id: TouchId }[]>(),
    );
    return found.map(({ _id }) => _id);
  }

  private remember(campaignId: CampaignId, ids: readonly TouchId[]): void {
    this.remembered.delete(campaignId);
    if (ids.length === 0) return;
    const [oldest] = this.remembered.keys();
    if (this.remembered.size >= maxCampaigns && oldest !== undefined) this.remembered.delete(oldest);
    this.remembered.set(campaignId, ids);
  }
}
