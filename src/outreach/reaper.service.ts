// Answers for touches whose sender died: their entries become `unknown`, never free, and the plan follows the ledger (R8).
import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../ports/clock.port.js';
import { ProcessPresence } from '../ports/process-presence.port.js';
import { TouchLedger, type InFlightTouch } from '../ports/touch-ledger.port.js';
import { TouchSchedule } from '../ports/touch-schedule.port.js';
import { newId, processId, processOf, type AttemptToken, type ProcessId } from '../shared/ids.js';
import { minuteMs, plusMs, secondMs } from '../shared/instant.js';
import { leaseWaitMs } from '../suppression/wait-until-effective.js';
import { AttemptsInHand } from './attempts-in-hand.js';
import { TouchHealer } from './touch-healer.js';

/** The longest SMTP transaction that is waited for: RFC 5321, 4.5.3.2.6, gives the reply to the content ten minutes. */
const longestTransactionMs = 15 * minuteMs;
const lookEveryMs = 500;
const batch = 1_000;
const healAfterMs = 10 * secondMs;

/**
 * Safe is a full lease with its margin, seen by this process itself, for the same token: from then on no first command
 * can follow. An entry whose maker is gone is ended then; where that lives after all, its `sent` still turns `unknown`
 * into `sent` (R4). One that this process or another that is alive is making is left to it for the longest transaction.
 */
@Injectable()
export class ReaperService {
  private readonly logger = new Logger(ReaperService.name);
  /** Milliseconds for which each token was seen. Only ended waits count, so a clock that jumps shortens nothing. */
  private seen = new Map<AttemptToken, number>();
  private running: Promise<void> | null = null;
  private isResting = false;
  private isStopping = false;

  constructor(
    private readonly ledger: TouchLedger,
    private readonly touches: TouchSchedule,
    private readonly presence: ProcessPresence,
    private readonly inHand: AttemptsInHand,
    private readonly healer: TouchHealer,
    private readonly clock: Clock,
  ) {}

  /** Looks now and then; again: goes on after a rest. A store that is away is looked at again. */
  start(): void {
    this.isResting = false;
    this.running ??= this.run();
  }

  /** That is another process's to do from now on. */
  rest(): void {
    this.isResting = true;
  }

  /** Resolves when the look at hand has ended. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await this.running;
  }

  private async run(): Promise<void> {
    for (let waitedMs = 0; !this.isStopping; waitedMs = lookEveryMs) {
      try {
        if (!this.isResting) await this.look(waitedMs);
      } catch (error) {
        this.logger.warn(`Looking for left touches failed: ${error instanceof Error ? error.name : 'unknown error'}`);
      }
      await this.clock.wait(lookEveryMs);
    }
  }

  /** @param waitedMs for how long this process has waited, at least, since the look before. */
  async look(waitedMs: number): Promise<void> {
    const [open, present] = await Promise.all([this.ledger.listInFlight(batch), this.presence.present()]);
    const before = this.seen;
    this.seen = new Map(open.map(({ entry: { attempt } }) => [attempt, spanSeen(before.get(attempt), waitedMs)]));
    for (const touch of open) {
      const { attempt } = touch.entry;
      const boundMs = this.isBeingMade(attempt, present) ? longestTransactionMs : leaseWaitMs(this.ledger.leaseMs);
      if ((this.seen.get(attempt) ?? 0) >= boundMs) await this.reap(touch);
    }
    await this.healPlan();
  }

  private isBeingMade(attempt: AttemptToken, present: ReadonlySet<ProcessId>): boolean {
    const maker = processOf(attempt);
    return maker === processId ? this.inHand.hasAttempt(attempt) : present.has(maker);
  }

  private async reap({ rowId, entry }: InFlightTouch): Promise<void> {
    const { touchId, attempt, channel } = entry;
    await this.ledger.settleTouch(
      { rowId, touchId, attempt, outcome: 'unknown' },
      {
        id: newId(),
        type: 'touch.settled',
        at: this.clock.now(),
        actor: 'system',
        subject: rowId,
        refs: { outcome: 'unknown', channel },
        payload: { touchId, by: 'reaper' },
      },
    );
    this.seen.delete(attempt);
    const touch = await this.touches.find(touchId);
    if (touch !== null) await this.healer.heal(touch);
  }

  /** A crash between a ledger's write and the plan's leaves a touch `claimed`. */
  private async healPlan(): Promise<void> {
    const claimed = await this.touches.listClaimed(plusMs(this.clock.now(), -healAfterMs), batch);
    for (const touch of claimed) {
      if (!this.inHand.hasTouch(touch.id)) await this.healer.heal(touch);
    }
  }
}

function spanSeen(before: number | undefined, waitedMs: number): number {
  return before === undefined ? 0 : before + waitedMs;
}
