// Answers for sending one touch: the only way in which a message leaves Fairknock.
import { Injectable } from '@nestjs/common';
import type { Verdict } from '../gate/verdict.js';
import { Clock } from '../ports/clock.port.js';
import { MailTransport, type MailConnection } from '../ports/mail-transport.port.js';
import { Pacer } from '../ports/pacer.port.js';
import { TouchLedger } from '../ports/touch-ledger.port.js';
import type { TouchId } from '../shared/ids.js';
import { secondMs } from '../shared/instant.js';
import { AttemptsInHand } from './attempts-in-hand.js';
import { newAttempt, TouchClaims, type Attempt } from './claim-touch.js';
import { DecisionService } from './decision.service.js';
import { MessageComposer } from './message-composer.js';
import { RefusedClaim } from './refused-claim.js';
import { TouchHealer } from './touch-healer.js';
import { TouchOrders, type TouchOrder } from './touch-order.js';
import { TouchPace } from './touch-pace.js';
import { TouchSettler } from './touch-settler.js';
import { VerdictRecorder } from './verdict-recorder.js';

/** How old a verdict may be when a connection is free. Suppressions and stops never wait for it: the claim sees those. */
const maxVerdictAgeMs = secondMs;

type AllowedOrder = TouchOrder & { readonly verdict: Verdict };

@Injectable()
export class SendTouchService {
  constructor(
    private readonly orders: TouchOrders,
    private readonly decisions: DecisionService,
    private readonly recorder: VerdictRecorder,
    private readonly pace: TouchPace,
    private readonly composer: MessageComposer,
    private readonly pacer: Pacer,
    private readonly transport: MailTransport,
    private readonly claims: TouchClaims,
    private readonly refused: RefusedClaim,
    private readonly settler: TouchSettler,
    private readonly healer: TouchHealer,
    private readonly inHand: AttemptsInHand,
    private readonly ledger: TouchLedger,
    private readonly clock: Clock,
  ) {}

  /** Resolves when the touch is settled, held, blocked or put off. @throws DependencyError, InvariantError. */
  async send(touchId: TouchId): Promise<void> {
    const order = await this.allowed(touchId);
    if (order === null || (await this.pace.postpones(order))) return;
    const attempt = await this.prepare(order);
    if (attempt === null) return;
    const leave = await this.pacer.enter();
    await this.sendInPlace(attempt).finally(leave);
  }

  /** In one of the places that all processes share, and only there a connection is taken. */
  private async sendInPlace(attempt: Attempt): Promise<void> {
    const connection = await this.transport.acquire();
    const current = await this.stillAllowed(attempt, connection);
    if (current === null) return;
    return this.inHand.during(current.order.touch.id, current.token, () => this.sendOver(connection, current));
  }

  private async allowed(touchId: TouchId): Promise<AllowedOrder | null> {
    const order = await this.orders.load(touchId);
    if (order === null) return null;
    const verdict = await this.decisions.decide(order.question);
    if (verdict.outcome === 'allow') return { ...order, verdict };
    if (!(await this.healer.healIfClaimed(order.touch))) await this.recorder.record(order, verdict);
    return null;
  }

  private async prepare({ verdict, ...order }: AllowedOrder): Promise<Attempt | null> {
    const message = await this.composer.compose(order);
    if (!('code' in message)) return newAttempt({ order, verdict, message });
    await this.recorder.recordInstead(order, verdict, [message]);
    return null;
  }

  /** While all places were taken the assessment, the person's data or the hour may have changed: then all is asked anew. */
  private async stillAllowed(attempt: Attempt, connection: MailConnection): Promise<Attempt | null> {
    const ageMs = this.clock.now() - attempt.verdict.decidedAt;
    if (ageMs >= 0 && ageMs <= maxVerdictAgeMs) return attempt;
    let current: Attempt | null = null;
    try {
      const order = await this.allowed(attempt.order.touch.id);
      current = order === null ? null : await this.prepare(order);
    } finally {
      if (current === null) connection.release();
    }
    return current;
  }

  /** From an idle connection in hand on: timer, claim, SMTP under the lease, settlement, in this very order (R6, R7). */
  private async sendOver(connection: MailConnection, attempt: Attempt): Promise<void> {
    const timer = this.clock.startTimer();
    const isInTime = () => timer.elapsedMs() < this.ledger.leaseMs;
    const claim = await this.claims.claim(attempt).catch((error: unknown) => {
      connection.release();
      throw error;
    });
    if (claim.kind === 'granted') {
      const outcome = await connection.send(attempt.message.mail, isInTime);
      return this.settler.settle(claim.attempt, outcome);
    }
    connection.release();
    if (claim.kind === 'refused') return this.refused.record(claim.attempt, claim.result);
    await this.settler.abandon(claim.attempt);
    if (claim.cause !== null) throw claim.cause;
  }
}
