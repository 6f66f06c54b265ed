// Answers for the claim of one try: the slot in the ledger with the leaf that carries the verdict, or why it was refused.
import { Injectable } from '@nestjs/common';
import type { Verdict } from '../gate/verdict.js';
import { inForceVersion } from '../lia/lia-state.js';
import { Clock } from '../ports/clock.port.js';
import { KeyRing } from '../ports/key-ring.port.js';
import { TouchLedger, type ClaimResult, type TouchClaim } from '../ports/touch-ledger.port.js';
import { TouchSchedule } from '../ports/touch-schedule.port.js';
import { newAttemptToken, type AttemptToken, type RowId } from '../shared/ids.js';
import { dayMs } from '../shared/instant.js';
import type { ComposedMessage } from './message-composer.js';
import { touchEvent } from './touch-event.js';
import { touchGates } from './touch-gates.js';
import { stepKeyOf } from './touch-ids.js';
import type { TouchOrder } from './touch-order.js';
import { verdictView } from './verdict-view.js';

/** One try, under a token of its own that nobody else ever has (R2). */
export interface Attempt {
  readonly order: TouchOrder;
  readonly verdict: Verdict;
  readonly message: ComposedMessage;
  readonly token: AttemptToken;
  /** The row that is claimed; mergers move it. */
  readonly rowId: RowId;
}

export function newAttempt(of: Pick<Attempt, 'order' | 'verdict' | 'message'>): Attempt {
  return { ...of, token: newAttemptToken(), rowId: of.order.contact?.rowId ?? of.order.touch.rowId };
}

export type Claim =
  | { readonly kind: 'granted'; readonly attempt: Attempt }
  | { readonly kind: 'refused'; readonly attempt: Attempt; readonly result: Extract<ClaimResult, { granted: false }> }
  /** The answer did not come, or the touch was cancelled meanwhile: never start, give the slot back (R3). */
  | { readonly kind: 'unclear'; readonly attempt: Attempt; readonly cause: Error | null };

@Injectable()
export class TouchClaims {
  constructor(
    private readonly ledger: TouchLedger,
    private readonly touches: TouchSchedule,
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** Granted only when everything is certain. A person who was merged is claimed under the row that stays (R22). */
  async claim(attempt: Attempt): Promise<Claim> {
    const answer = await this.claimRow(attempt);
    const { mergedInto } = (answer.kind === 'refused' ? answer.result.row : null) ?? { mergedInto: null };
    // A smaller id each time, so this ends.
    if (mergedInto !== null && mergedInto < attempt.rowId) return this.claim({ ...attempt, rowId: mergedInto });
    return answer;
  }

  /** The slot and the mark in the plan, side by side so that both share a commit. */
  private async claimRow(attempt: Attempt): Promise<Claim> {
    const { order, verdict } = attempt;
    const claim = this.claimOf(attempt);
    const [claimed, marked] = await Promise.allSettled([
      this.ledger.claimTouch(claim, this.event(attempt, claim)),
      this.touches.change(order.touch.id, { state: 'claimed', claimedAt: claim.at }, { verdict, event: null }),
    ]);
    if (claimed.status === 'rejected') return { kind: 'unclear', attempt, cause: asError(claimed.reason) };
    const result = claimed.value;
    if (!result.granted) return { kind: 'refused', attempt, result };
    if (marked.status === 'rejected') return { kind: 'unclear', attempt, cause: asError(marked.reason) };
    return marked.value ? { kind: 'granted', attempt } : { kind: 'unclear', attempt, cause: null };
  }

  private claimOf({ order, token, rowId }: Attempt): TouchClaim {
    const bounds = boundsOf(order);
    return {
      rowId,
      touchId: order.touch.id,
      stepKey: stepKeyOf(order.touch.campaignId, order.touch.step),
      attempt: token,
      channel: order.touch.channel,
      maxTouches: bounds?.maxEmails ?? 0,
      minGapMs: (bounds?.minGapDays ?? Infinity) * dayMs,
      gates: [...touchGates(order.question, this.keyRing.addressKeys).keys()],
      at: this.clock.now(),
    };
  }

  private event({ order, verdict, message }: Attempt, { at, rowId }: TouchClaim) {
    const version = order.lia === null ? null : inForceVersion(order.lia);
    const event = touchEvent(
      'touch.claimed',
      { touch: order.touch, at },
      {
        refs: { policyVersion: verdict.policyVersion, noticeVersion: version?.hash ?? 'none' },
        payload: { verdict: verdictView(verdict), messageSha256: message.sha256 },
      },
    );
    return { ...event, subject: rowId };
  }
}

function boundsOf({ lia }: TouchOrder) {
  return lia === null ? undefined : inForceVersion(lia)?.draft.bounds;
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('a claim was not answered', { cause: reason });
}
