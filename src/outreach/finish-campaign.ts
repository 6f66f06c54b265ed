// Answers for ending a campaign whose touches are all final; asked after each touch that became final.
import { Injectable } from '@nestjs/common';
import { CampaignStore, type Campaign } from '../ports/campaign-store.port.js';
import { Clock } from '../ports/clock.port.js';
import { TouchSchedule } from '../ports/touch-schedule.port.js';
import { newId, type CampaignId, type LeafId } from '../shared/ids.js';

const maxTries = 5;

@Injectable()
export class FinishCampaign {
  constructor(
    private readonly campaigns: CampaignStore,
    private readonly touches: TouchSchedule,
    private readonly clock: Clock,
  ) {}

  /** @returns whether it ended the campaign now. Idempotent; a campaign with a held touch goes on. */
  async ifDone(id: CampaignId): Promise<boolean> {
    if (await this.touches.hasOpen(id)) return false;
    for (let tries = 0; tries < maxTries; tries += 1) {
      const campaign = await this.campaigns.find(id);
      if (campaign === null || !isLaunched(campaign) || !campaign.isPlanned) return false;
      if (await this.finish(campaign)) return true;
    }
    return false;
  }

  private finish(campaign: Campaign): Promise<boolean> {
    const { id, liaId } = campaign;
    const next: Campaign = { ...campaign, state: 'finished', revision: campaign.revision + 1 };
    return this.campaigns.save(next, {
      id: newId<LeafId>(),
      type: 'campaign.finished',
      at: this.clock.now(),
      actor: 'system',
      refs: { campaignId: id, liaId },
    });
  }
}

function isLaunched({ state }: Campaign): boolean {
  return state === 'running' || state === 'paused';
}
