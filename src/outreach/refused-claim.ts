// Answers for a claim that the ledger refused: the touch is healed from the ledger, or the refusal becomes a verdict.
import { Injectable } from '@nestjs/common';
import type { ReasonCode } from '../gate/reason-codes.js';
import { reason } from '../gate/reason.js';
import type { ClaimRefusal, ClaimResult } from '../ports/touch-ledger.port.js';
import { minuteMs, plusMs } from '../shared/instant.js';
import { Clock } from '../ports/clock.port.js';
import type { Attempt } from './claim-touch.js';
import { DecisionService } from './decision.service.js';
import { TouchHealer } from './touch-healer.js';
import { VerdictRecorder } from './verdict-recorder.js';

type Refused = Extract<ClaimResult, { granted: false }>;

/** What a refusal is called where the gate, asked again, sees nothing of it. */
const fallbackCodes: Readonly<Record<ClaimRefusal, ReasonCode>> = {
  SUPPRESSED: 'SUPPRESSED',
  GATE_CLOSED: 'INSTALLATION_STOPPED',
  CAP_REACHED: 'EMAIL_LIMIT',
  GAP_NOT_OVER: 'GAP_NOT_OVER',
  TOUCH_EXISTS: 'ALREADY_TOUCHED',
  PERSON_MERGED: 'PERSON_CONFLICT',
  PERSON_UNKNOWN: 'PERSON_CONFLICT',
};
const recheckMs = minuteMs;

@Injectable()
export class RefusedClaim {
  constructor(
    private readonly decisions: DecisionService,
    private readonly recorder: VerdictRecorder,
    private readonly healer: TouchHealer,
    private readonly clock: Clock,
  ) {}

  /** The gate is asked again: what the ledger refused by is a fact by now, and the gate words it with law and fix. */
  async record({ order, verdict }: Attempt, { refusals, row }: Refused): Promise<void> {
    if (refusals.includes('TOUCH_EXISTS')) {
      const isOwn = row?.touches.some(({ touchId }) => touchId === order.touch.id) === true;
      // Else the person got this step under another row that was merged into this one (R22).
      await (isOwn
        ? this.healer.heal(order.touch, row)
        : this.recorder.recordInstead(order, verdict, [reason('ALREADY_TOUCHED')]));
      return;
    }
    const again = await this.decisions.decide(order.question);
    if (again.outcome !== 'allow') {
      await this.recorder.record(order, again);
      return;
    }
    const until = plusMs(this.clock.now(), recheckMs);
    const codes = [...new Set(refusals.map((refusal) => fallbackCodes[refusal]))];
    const reasons = codes.map((code) => reason(code, { effect: 'hold', until }));
    await this.recorder.recordInstead(order, verdict, reasons);
  }
}
