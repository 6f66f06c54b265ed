// Answers for the steps after one that has ended: planned, cancelled, or held for a person.
import { Injectable } from '@nestjs/common';
import { reason } from '../gate/reason.js';
import { policyVersion } from '../gate/rule-table/rule-table.js';
import type { Verdict } from '../gate/verdict.js';
import type { Campaign } from '../ports/campaign-store.port.js';
import { Dispatcher } from '../ports/dispatcher.port.js';
import { TouchSchedule, type Touch } from '../ports/touch-schedule.port.js';
import { dayMs, plusMs, type Instant } from '../shared/instant.js';
import type { Settlement } from './settlement-of.js';
import { touchEvent } from './touch-event.js';
import { messageIdOf, touchIdOf } from './touch-ids.js';
import { verdictView } from './verdict-view.js';

/** Every verb is idempotent: it may run again after a crash, or beside the healing of another process. */
@Injectable()
export class LaterSteps {
  constructor(
    private readonly touches: TouchSchedule,
    private readonly dispatcher: Dispatcher,
  ) {}

  async apply(
    what: Settlement['laterSteps'],
    { touch, campaign }: { readonly touch: Touch; readonly campaign: Campaign },
    at: Instant,
  ): Promise<void> {
    if (touch.step + 1 >= campaign.steps.length) return;
    if (what === 'plan') await this.planNext(campaign, touch, at);
    if (what === 'hold') await this.holdNext(campaign, touch, at);
    if (what === 'cancel') await this.cancelAll(campaign, touch, at);
  }

  /** The next step is due its delay after this one was settled; the gap between touches is the gate's to keep. */
  private async planNext(campaign: Campaign, touch: Touch, at: Instant): Promise<void> {
    const dueAt = plusMs(at, (campaign.steps[touch.step + 1]?.delayDays ?? 0) * dayMs);
    const known = await this.next(touch);
    if (known === null) await this.plan(campaign, touch, dueAt);
    else await this.touches.change(known.id, { dueAt });
    if (dueAt <= at) this.dispatcher.wake();
  }

  /** Nobody knows whether the person got this step: the next one waits until somebody has looked. */
  private async holdNext(campaign: Campaign, touch: Touch, at: Instant): Promise<void> {
    if ((await this.next(touch)) === null) await this.plan(campaign, touch, null);
    const next = await this.next(touch);
    if (next === null || next.state === 'held') return;
    const verdict: Verdict = {
      outcome: 'hold',
      reasons: [reason('EARLIER_STEP_UNKNOWN')],
      policyVersion,
      liaId: campaign.liaId,
      liaVersion: null,
      decidedAt: at,
    };
    const event = touchEvent('touch.held', { touch: next, at }, { payload: { verdict: verdictView(verdict) } });
    await this.touches.change(next.id, { state: 'held', dueAt: null }, { verdict, event });
  }

  private async cancelAll(campaign: Campaign, touch: Touch, at: Instant): Promise<void> {
    for (let step = touch.step + 1; step < campaign.steps.length; step += 1) {
      const later = await this.touches.findByStep(touch.campaignId, touch.contactId, step);
      if (later !== null) await this.touches.change(later.id, { state: 'cancelled', settledAt: at, dueAt: null });
    }
  }

  private next(touch: Touch): Promise<Touch | null> {
    return this.touches.findByStep(touch.campaignId, touch.contactId, touch.step + 1);
  }

  private plan(campaign: Campaign, touch: Touch, dueAt: Instant | null): Promise<void> {
    const { campaignId, contactId, rowId, channel } = touch;
    const step = touch.step + 1;
    const id = touchIdOf(rowId, campaignId, step);
    const messageId = messageIdOf(id, campaign.sender.address);
    return this.touches.plan([{ id, campaignId, contactId, rowId, step, channel, dueAt, messageId }]);
  }
}
