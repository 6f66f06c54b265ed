// Answers for planning the touches of a launched campaign in the background, and for going on after a crash.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { FinishCampaign } from '../outreach/finish-campaign.js';
import { CampaignStore, type Campaign } from '../ports/campaign-store.port.js';
import { ContactStore, type ContactPage } from '../ports/contact-store.port.js';
import { Clock } from '../ports/clock.port.js';
import { Dispatcher } from '../ports/dispatcher.port.js';
import { TouchSchedule } from '../ports/touch-schedule.port.js';
import type { CampaignId } from '../shared/ids.js';
import { audienceFilter, audiencePageSize } from './audience-pages.js';
import { CampaignRecords } from './campaign-records.js';
import { plannedTouches } from './planned-touches.js';

@Injectable()
export class PlanTouchesService implements BeforeApplicationShutdown {
  private readonly logger = new Logger('PlanTouches');
  private readonly plans = new Map<CampaignId, Promise<void>>();
  private isStarted = false;
  private isStopping = false;

  constructor(
    private readonly campaigns: CampaignStore,
    private readonly records: CampaignRecords,
    private readonly contacts: ContactStore,
    private readonly touches: TouchSchedule,
    private readonly dispatcher: Dispatcher,
    private readonly finishCampaign: FinishCampaign,
    private readonly clock: Clock,
  ) {}

  /** Takes up what the stop of a process left half planned; again: also what other processes have launched since. */
  async start(): Promise<void> {
    this.isStarted = true;
    for (const campaign of await this.campaigns.listRunning()) {
      if (!campaign.isPlanned) this.takeUp(campaign.id);
    }
  }

  /** Ends after the page at work: the rest is another process's to plan. */
  rest(): void {
    this.isStarted = false;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await this.whenIdle();
  }

  /** Begins to plan, or goes on, in the background, unless that is another process's to do. A failure leaves the rest for the next `start`. */
  takeUp(id: CampaignId): void {
    if (!this.isStarted || this.plans.has(id) || this.isStopping) return;
    const plan = this.plan(id)
      .catch((error: unknown) => {
        this.logger.error(`planning of campaign ${id} stopped: ${error instanceof Error ? error.name : 'unknown'}`);
      })
      .finally(() => this.plans.delete(id));
    this.plans.set(id, plan);
  }

  /** Resolves when nothing is being planned. */
  async whenIdle(): Promise<void> {
    await Promise.all(this.plans.values());
  }

  private async plan(id: CampaignId): Promise<void> {
    let campaign = await this.records.get(id);
    while (isOpen(campaign) && !campaign.isPlanned && !this.isStopping && this.isStarted) {
      campaign = await this.planPage(campaign);
      this.dispatcher.wake();
      await nextTurn();
    }
    // A stop that came while a page was written has not seen the page's touches.
    if (campaign.state === 'stopped') await this.touches.cancelOpen(id, this.clock.now());
    await this.finishCampaign.ifDone(id);
  }

  private async planPage(campaign: Campaign): Promise<Campaign> {
    const filter = audienceFilter(campaign.audience);
    const page = await this.contacts.list(filter, campaign.plannedUpTo, audiencePageSize);
    await this.touches.plan(page.items.flatMap((contact) => plannedTouches(campaign, contact)));
    return this.records.update(campaign.id, (present) =>
      isOpen(present) ? { campaign: advanced(present, page), event: null } : null,
    );
  }
}

function isOpen({ state }: Campaign): boolean {
  return state === 'running' || state === 'paused';
}

function advanced(campaign: Campaign, page: ContactPage): Campaign {
  const plannedUpTo = page.items.at(-1)?.id ?? campaign.plannedUpTo;
  return { ...campaign, plannedUpTo, isPlanned: page.nextCursor === null };
}
