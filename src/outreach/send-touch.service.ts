// Answers for sending one touch: the only way in which a message leaves Fairknock.
import { Injectable } from '@nestjs/common';
import { Clock } from '../ports/clock.port.js';
import { MailTransport, type MailConnection } from '../ports/mail-transport.port.js';
import { TouchLedger } from '../ports/touch-ledger.port.js';
import type { TouchId } from '../shared/ids.js';
import { AttemptsInHand } from './attempts-in-hand.js';
import { newAttempt, TouchClaims, type Attempt } from './claim-touch.js';
import { DecisionService } from './decision.service.js';
import { MessageComposer } from './message-composer.js';
import { RefusedClaim } from './refused-claim.js';
import { TouchOrders } from './touch-order.js';
import { TouchPace } from './touch-pace.js';
import { TouchSettler } from './touch-settler.js';
import { VerdictRecorder } from './verdict-recorder.js';

@Injectable()
export class SendTouchService {
  constructor(
    private readonly orders: TouchOrders,
    private readonly decisions: DecisionService,
    private readonly recorder: VerdictRecorder,
    private readonly pace: TouchPace,
    private readonly composer: MessageComposer,
    private readonly transport: MailTransport,
    private readonly claims: TouchClaims,
    private readonly refused: RefusedClaim,
    private readonly settler: TouchSettler,
    private readonly inHand: AttemptsInHand,
    private readonly ledger: TouchLedger,
    private readonly clock: Clock,
  ) {}

  /** Resolves when the touch is settled, held, blocked or put off. @throws DependencyError, InvariantError. */
  async send(touchId: TouchId): Promise<void> {
    const order = await this.orders.load(touchId);
    if (order === null) return;
    const verdict = await this.decisions.decide(order.question);
    if (verdict.outcome !== 'allow') return this.recorder.record(order, verdict);
    if (await this.pace.postpones(order)) return;
    const message = await this.composer.compose(order);
    if ('code' in message) return this.recorder.recordInstead(order, verdict, [message]);
    const connection = await this.transport.acquire();
    const attempt = newAttempt({ order, verdict, message });
    return this.inHand.during(touchId, attempt.token, () => this.sendOver(connection, attempt));
  }

  /** From an idle connection in hand on: timer, claim, SMTP under the lease, settlement, in this very order (R6, R7). */
  private async sendOver(connection: MailConnection, attempt: Attempt): Promise<void> {
    const timer = this.clock.startTimer();
    const isInTime = () => timer.elapsedMs() < this.ledger.leaseMs;
    const claim = await this.claims.claim(attempt);
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
