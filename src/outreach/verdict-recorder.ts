// Answers for writing down a hold or a block: in the touch, with its leaf, and with the time of the next look (P6).
import { Injectable } from '@nestjs/common';
import { outcomeOf, type Reason, type Verdict } from '../gate/verdict.js';
import { TouchSchedule, type TouchChange } from '../ports/touch-schedule.port.js';
import { FinishCampaign } from './finish-campaign.js';
import { LaterSteps } from './later-steps.js';
import { nextLookAt } from './next-look-at.js';
import { touchEvent } from './touch-event.js';
import type { TouchOrder } from './touch-order.js';
import { verdictView } from './verdict-view.js';

@Injectable()
export class VerdictRecorder {
  constructor(
    private readonly touches: TouchSchedule,
    private readonly laterSteps: LaterSteps,
    private readonly finishing: FinishCampaign,
  ) {}

  /** @param verdict a hold or a block. A blocked step ends the steps after it. */
  async record({ touch, campaign }: TouchOrder, verdict: Verdict): Promise<void> {
    const at = verdict.decidedAt;
    const isBlock = verdict.outcome === 'block';
    const change: TouchChange = isBlock
      ? { state: 'blocked', dueAt: null, settledAt: at }
      : { state: 'held', dueAt: nextLookAt(verdict.reasons, at) };
    const event = touchEvent(
      isBlock ? 'touch.blocked' : 'touch.held',
      { touch, at },
      { refs: { policyVersion: verdict.policyVersion }, payload: { verdict: verdictView(verdict) } },
    );
    // The later steps first: once the touch is final nobody comes back to it, not even after a crash.
    if (isBlock) await this.laterSteps.apply('cancel', { touch, campaign }, at);
    await this.touches.change(touch.id, change, { verdict, event });
    if (isBlock) await this.finishing.ifDone(campaign.id);
  }

  /** The same verdict with what was learned after the gate had allowed. */
  async recordInstead(order: TouchOrder, allowed: Verdict, reasons: readonly Reason[]): Promise<void> {
    await this.record(order, { ...allowed, outcome: outcomeOf(reasons), reasons });
  }
}
