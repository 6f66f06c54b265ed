// Answers for recording look-ups in do-not-call registers; their freshness is judged by the gate.
import { Injectable } from '@nestjs/common';
import type { Account } from '../ports/account-store.port.js';
import { Clock } from '../ports/clock.port.js';
import { KeyRing } from '../ports/key-ring.port.js';
import { ScreeningStore, type Screening } from '../ports/screening-store.port.js';
import { phoneGateKeys } from '../shared/address-keys.js';
import { parsePhone } from '../shared/canonical-phone.js';
import { invalidField } from '../shared/errors.js';
import { newId, type LeafId, type ScreeningId } from '../shared/ids.js';
import { minuteMs, parseInstant, type Instant } from '../shared/instant.js';
import type { ScreeningRequestDto } from './screening.dto.js';

/** Clocks of two machines may differ a little; a look-up in the future beyond that is a mistake. */
const clockToleranceMs = 5 * minuteMs;

@Injectable()
export class ScreeningsService {
  constructor(
    private readonly screenings: ScreeningStore,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
  ) {}

  async record(request: ScreeningRequestDto, account: Account): Promise<Screening> {
    const now = this.clock.now();
    const phone = parsePhone(request.phone);
    if (phone === null) throw invalidField('phone', 'is no phone number in international form (+44...)');
    const [phoneKey] = phoneGateKeys(this.keys.addressKeys, phone.phone);
    if (phoneKey === undefined) throw new TypeError('no address key');
    const screening: Screening = {
      id: newId<ScreeningId>(),
      phoneKey,
      register: request.register.toUpperCase(),
      result: request.result,
      screenedAt: screenedAt(request.screenedAt, now),
      recordedBy: account.id,
      recordedAt: now,
    };
    await this.screenings.add(screening, {
      id: newId<LeafId>(),
      type: 'screening.recorded',
      at: now,
      actor: `account:${account.id}`,
      refs: { screeningId: screening.id, register: screening.register, result: screening.result },
    });
    return screening;
  }
}

function screenedAt(text: string, now: Instant): Instant {
  const at = parseInstant(text);
  if (at === null) throw invalidField('screenedAt', 'is no time (RFC 3339)');
  if (at > now + clockToleranceMs) throw invalidField('screenedAt', 'lies in the future');
  return at;
}
