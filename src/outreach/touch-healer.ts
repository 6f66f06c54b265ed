// Answers for bringing the plan of a touch back in step with the ledger, which is the truth about sending.
import { Injectable } from '@nestjs/common';
import { CampaignStore } from '../ports/campaign-store.port.js';
import { Clock } from '../ports/clock.port.js';
import { TouchLedger, type PersonRow } from '../ports/touch-ledger.port.js';
import { TouchSchedule, type Touch } from '../ports/touch-schedule.port.js';
import { findPersonRow } from './find-person-row.js';
import { FinishCampaign } from './finish-campaign.js';
import { LaterSteps } from './later-steps.js';

@Injectable()
export class TouchHealer {
  constructor(
    private readonly ledger: TouchLedger,
    private readonly touches: TouchSchedule,
    private readonly campaigns: CampaignStore,
    private readonly laterSteps: LaterSteps,
    private readonly finishing: FinishCampaign,
    private readonly clock: Clock,
  ) {}

  /**
   * Does nothing where the ledger knows nothing of it. What the gate says against a touch that somebody has claimed since
   * it was asked may be that very claim.
   * @returns whether it was healed.
   */
  async healIfClaimed(touch: Touch): Promise<boolean> {
    const person = await findPersonRow(this.ledger, touch.rowId);
    if (person?.touches.some((one) => one.touchId === touch.id) !== true) return false;
    await this.heal(touch, person);
    return true;
  }

  /** @param row as a claim saw it; read where it is left out. */
  async heal(touch: Touch, row?: PersonRow | null): Promise<void> {
    const person = row === undefined ? await findPersonRow(this.ledger, touch.rowId) : row;
    const entry = person?.touches.find((one) => one.touchId === touch.id);
    const at = this.clock.now();
    switch (entry?.state) {
      case 'sent':
        await this.end(touch, 'sent');
        break;
      case 'unknown':
        await this.end(touch, 'unknown');
        break;
      case 'in_flight':
        // Somebody is sending it, or has died over it: the reaper ends the entry, then this comes round again. What the
        // plan says already is not said again: its sender may have settled it since, with the time of the next try.
        if (touch.state !== 'claimed') await this.touches.change(touch.id, { state: 'claimed', claimedAt: entry.at });
        break;
      case undefined:
        await this.touches.change(touch.id, { state: 'scheduled', dueAt: at });
        break;
    }
  }

  private async end(touch: Touch, state: 'sent' | 'unknown'): Promise<void> {
    const at = this.clock.now();
    const campaign = await this.campaigns.find(touch.campaignId);
    // The later steps first: once the touch is final nobody comes back to it.
    const about = campaign === null ? null : { touch, campaign };
    if (about !== null) await this.laterSteps.apply(state === 'sent' ? 'plan' : 'hold', about, at);
    const isChanged = await this.touches.change(touch.id, { state, settledAt: at, dueAt: null });
    // Its sender lives and was quicker: the next step must not wait for a person.
    const isSent = !isChanged && state === 'unknown' && (await this.touches.find(touch.id))?.state === 'sent';
    if (about !== null && isSent) await this.laterSteps.apply('plan', about, at);
    await this.finishing.ifDone(touch.campaignId);
  }
}
