// Answers for everything that one touch is about: its place in the plan, the person, the assessment, the campaign.
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { CampaignStore, type Campaign } from '../ports/campaign-store.port.js';
import { Clock } from '../ports/clock.port.js';
import { ContactStore, type Contact } from '../ports/contact-store.port.js';
import { LiaStore, type Lia } from '../ports/lia-store.port.js';
import { TouchSchedule, type Touch } from '../ports/touch-schedule.port.js';
import type { TouchId } from '../shared/ids.js';
import { hourMs } from '../shared/instant.js';
import type { Question } from './question.js';

export interface TouchOrder {
  readonly touch: Touch;
  readonly contact: Contact | null;
  readonly lia: Lia | null;
  readonly campaign: Campaign;
  /** What the gate is asked. */
  readonly question: Question;
}

@Injectable()
export class TouchOrders {
  constructor(
    private readonly touches: TouchSchedule,
    private readonly contacts: ContactStore,
    private readonly campaigns: CampaignStore,
    private readonly lias: LiaStore,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @returns null where there is nothing to do any more, or not yet: the dispatcher's knowledge may be old. */
  async load(id: TouchId): Promise<TouchOrder | null> {
    const touch = await this.touches.find(id);
    if (touch === null || (touch.state !== 'scheduled' && touch.state !== 'held')) return null;
    const { dueAt } = touch;
    if (dueAt === null || dueAt > this.clock.now()) return null;
    const campaign = await this.campaigns.find(touch.campaignId);
    if (campaign === null) throw new Error(`touch ${id} names a campaign that does not exist`);
    const contact = await this.contacts.find(touch.contactId);
    const lia = await this.lias.find(campaign.liaId);
    const question: Question = {
      channel: touch.channel,
      contact,
      lia,
      campaign,
      step: touch.step,
      callerNumber: null,
      schedule: { dueAt, staleAfterMs: this.config.staleHours * hourMs },
    };
    return { touch, contact, lia, campaign, question };
  }
}
