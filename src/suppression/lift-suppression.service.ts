// Answers for ending a suppression: only at the person's own documented wish, and never against a later objection (R15).
import { Injectable } from '@nestjs/common';
import { Clock } from '../ports/clock.port.js';
import { TouchLedger, type Suppression } from '../ports/touch-ledger.port.js';
import { InputError, notFound } from '../shared/errors.js';
import { newId, type RowId, type SuppressionId } from '../shared/ids.js';
import type { Instant } from '../shared/instant.js';
import type { LiftSuppressionDto } from './suppression.dto.js';

@Injectable()
export class LiftSuppressionService {
  constructor(
    private readonly ledger: TouchLedger,
    private readonly clock: Clock,
  ) {}

  /** @throws InputError NOT_FOUND, or CONFLICT where the suppression was repeated after the decision. */
  async lift(
    id: SuppressionId,
    { reason, number }: LiftSuppressionDto,
    actor: string,
  ): Promise<{ suppression: Suppression; liftedAt: Instant }> {
    const suppression = await this.ledger.findSuppression(id);
    if (suppression === null || suppression.kind === 'stop') throw notFound('this suppression');
    const decidedOn = number ?? suppression.number;
    const liftedAt = this.clock.now();
    const isLifted = await this.ledger.lift(id, decidedOn, {
      id: newId(),
      type: 'suppression.lifted',
      at: liftedAt,
      actor,
      ...(suppression.kind === 'person' ? { subject: suppression.key as RowId } : {}),
      refs: { suppressionId: id, number: decidedOn },
      payload: { reason },
    });
    if (!isLifted) throw new InputError('CONFLICT', 'The person objected again in the meantime; decide on that');
    return { suppression, liftedAt };
  }
}
