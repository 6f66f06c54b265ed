// Answers for the proof that failures are limited per network, for a minute, in a bounded memory.
import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../test/support/fake-clock.js';
import { FailureLimit } from './failure-limit.js';

function failures(limit: FailureLimit, network: string, count: number): number {
  let refused = 0;
  for (let n = 0; n < count; n += 1) {
    try {
      limit.count(network);
    } catch {
      refused += 1;
    }
  }
  return refused;
}

describe('FailureLimit', () => {
  it('limits from the 31st failure of a network within a minute', () => {
    const limit = new FailureLimit(new FakeClock());
    expect(failures(limit, 'a', 30)).toBe(0);
    expect(failures(limit, 'a', 2)).toBe(2);
    expect(failures(limit, 'b', 1)).toBe(0);
  });

  it('counts anew when the minute is over', async () => {
    const clock = new FakeClock();
    const limit = new FailureLimit(clock);
    failures(limit, 'a', 31);
    await clock.advance(59_999);
    expect(failures(limit, 'a', 1)).toBe(1);
    await clock.advance(1);
    expect(failures(limit, 'a', 1)).toBe(0);
  });

  it('forgets the oldest network when there are too many, and keeps no more', () => {
    const limit = new FailureLimit(new FakeClock());
    failures(limit, 'first', 31);
    for (let n = 0; n < 10_000; n += 1) limit.count(`network-${n}`);
    expect(failures(limit, 'first', 1)).toBe(0);
  });
});
