// Answers for suppressions that the staff records, by address, number or domain.
import { Injectable } from '@nestjs/common';
import { Clock } from '../ports/clock.port.js';
import { KeyRing } from '../ports/key-ring.port.js';
import { emailKeys } from '../shared/address-keys.js';
import { invalidField } from '../shared/errors.js';
import { minuteMs, parseInstant, type Instant } from '../shared/instant.js';
import { suppressionSubject, type SuppressionSubject } from './suppression-subject.js';
import { SuppressionService } from './suppression.service.js';
import type { NewSuppressionDto } from './suppression.dto.js';
import type { SuppressionOrder, SuppressionOutcome, SuppressionSweep } from './suppression-sweep.js';

// Clocks of two machines may differ by this much.
const maxAheadMs = 5 * minuteMs;

@Injectable()
export class RecordSuppressionService {
  constructor(
    private readonly suppressions: SuppressionService,
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** Resolves when it is effective. @throws InputError where the subject or the time cannot be. */
  async record(request: NewSuppressionDto, actor: string): Promise<SuppressionOutcome> {
    const subject = suppressionSubject(request);
    const receivedAt = this.receivedAt(request.receivedAt);
    const order = { cause: request.cause, receivedAt, note: request.note ?? null, actor };
    return this.suppressions.acknowledged((sweep) => this.suppressIn(sweep, subject, order));
  }

  /** Within a wait that is shared with others. */
  async suppressIn(
    sweep: SuppressionSweep,
    subject: SuppressionSubject,
    order: SuppressionOrder,
  ): Promise<SuppressionOutcome> {
    switch (subject.kind) {
      case 'email':
        return sweep.person(emailKeys(this.keyRing.addressKeys, subject.email), order);
      case 'phone':
        return this.suppressions.phoneIn(sweep, subject.phone, order);
      case 'domain':
        return sweep.gate(this.suppressions.domainGate(subject.domain), order);
    }
  }

  private receivedAt(text: string | undefined): Instant {
    const now = this.clock.now();
    const at = text === undefined ? now : parseInstant(text);
    if (at === null) throw invalidField('receivedAt', 'is no time');
    if (at > now + maxAheadMs) throw invalidField('receivedAt', 'lies in the future');
    return at;
  }
}
