// Answers for touches whose handling broke: held with the reason, until a person puts them back.
import { Injectable } from '@nestjs/common';
import { reason } from '../gate/reason.js';
import { policyVersion } from '../gate/rule-table/rule-table.js';
import type { Verdict } from '../gate/verdict.js';
import { CampaignStore } from '../ports/campaign-store.port.js';
import { Clock } from '../ports/clock.port.js';
import { Dispatcher } from '../ports/dispatcher.port.js';
import { TouchSchedule, type Touch } from '../ports/touch-schedule.port.js';
import { InputError, notFound } from '../shared/errors.js';
import type { TouchId } from '../shared/ids.js';
import type { Instant } from '../shared/instant.js';
import { touchEvent } from './touch-event.js';
import { verdictView } from './verdict-view.js';

@Injectable()
export class DeadLetters {
  constructor(
    private readonly touches: TouchSchedule,
    private readonly campaigns: CampaignStore,
    private readonly dispatcher: Dispatcher,
    private readonly clock: Clock,
  ) {}

  /**
   * Only what waits to be sent: one that is claimed has its entry in the ledger, and ends by that (R8). A resume of the
   * campaign takes it up again, as everything that waits for a person.
   * @param cause one phrase without anything personal: people read it.
   */
  async add(touchId: TouchId, cause: string): Promise<void> {
    const touch = await this.touches.find(touchId);
    if (touch === null || (touch.state !== 'scheduled' && touch.state !== 'held')) return;
    const at = this.clock.now();
    const verdict = await this.verdict(touch, cause, at);
    const refs = { policyVersion };
    const event = touchEvent('touch.held', { touch, at }, { refs, payload: { verdict: verdictView(verdict) } });
    await this.touches.change(touchId, { state: 'held', dueAt: null }, { verdict, event });
  }

  /** Due now. @throws InputError NOT_FOUND, WRONG_STATE. */
  async requeue(touchId: TouchId, actor: string): Promise<Touch> {
    const touch = await this.touches.find(touchId);
    if (touch === null) throw notFound(`touch ${touchId}`);
    const at = this.clock.now();
    if (!(await this.touches.requeue(touchId, at, { ...touchEvent('touch.requeued', { touch, at }, {}), actor }))) {
      throw new InputError('WRONG_STATE', `touch ${touchId} is no dead letter`);
    }
    this.dispatcher.wake();
    return (await this.touches.find(touchId)) ?? touch;
  }

  private async verdict(touch: Touch, cause: string, decidedAt: Instant): Promise<Verdict> {
    const campaign = await this.campaigns.find(touch.campaignId);
    return {
      outcome: 'hold',
      reasons: [reason('SENDING_FAILED', { slots: { cause } })],
      policyVersion,
      liaId: campaign?.liaId ?? null,
      liaVersion: null,
      decidedAt,
    };
  }
}
