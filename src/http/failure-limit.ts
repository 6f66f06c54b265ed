// Answers for slowing down who tries keys or tokens: only failures are counted, in a bounded memory.
import { Injectable } from '@nestjs/common';
import { Clock } from '../ports/clock.port.js';
import { InputError } from '../shared/errors.js';
import { minuteMs, secondMs, type Instant } from '../shared/instant.js';

const maxFailuresAMinute = 30;
const maxNetworks = 10_000;

interface Tally {
  count: number;
  readonly endsAt: Instant;
}

@Injectable()
export class FailureLimit {
  private readonly tallies = new Map<string, Tally>();

  constructor(private readonly clock: Clock) {}

  /**
   * Counts one wrong key or forged token; call it only after the key or token was found wrong.
   * @throws InputError TOO_MANY_FAILURES with `retryAfterSeconds` from the 31st within a minute.
   */
  count(network: string): void {
    const now = this.clock.now();
    const tally = this.tallyOf(network, now);
    tally.count += 1;
    if (tally.count <= maxFailuresAMinute) return;
    const retryAfterSeconds = Math.max(1, Math.ceil((tally.endsAt - now) / secondMs));
    throw new InputError('TOO_MANY_FAILURES', 'Too many wrong keys or tokens from here. Wait', [], {
      retryAfterSeconds,
    });
  }

  private tallyOf(network: string, now: Instant): Tally {
    const known = this.tallies.get(network);
    if (known !== undefined && known.endsAt > now) return known;
    const tally = { count: 0, endsAt: (now + minuteMs) as Instant };
    // A map keeps the order of insertion: the first key is the oldest tally.
    this.tallies.delete(network);
    const oldest = this.tallies.keys().next();
    if (this.tallies.size >= maxNetworks && oldest.done !== true) this.tallies.delete(oldest.value);
    this.tallies.set(network, tally);
    return tally;
  }
}
