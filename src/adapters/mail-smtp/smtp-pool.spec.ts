// Answers for the proof that a relay that is away is left alone for a while, and tried again soon.
import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../../test/support/fake-clock.js';
import { SmtpPool } from './smtp-pool.js';

const noon = '2026-11-23T12:00:00Z';

function awayRelay() {
  const clock = new FakeClock(noon);
  const relay = { tries: 0 };
  const open = () => {
    relay.tries += 1;
    return Promise.reject(new Error('refused'));
  };
  const pool = new SmtpPool({ maxConnections: 5, open, clock });
  const ask = (count: number) => Promise.allSettled(Array.from({ length: count }, () => pool.acquire()));
  return { clock, relay, ask };
}

describe('SmtpPool', () => {
  it('counts one failure, and tries again after a second, when all connections fail side by side', async () => {
    const { clock, relay, ask } = awayRelay();
    expect((await ask(10)).every(({ status }) => status === 'rejected')).toBe(true);
    const first = relay.tries;
    await ask(1);
    expect(relay.tries).toBe(first);
    await clock.advance(1_000);
    await ask(1);
    expect(relay.tries).toBe(first + 1);
  });

  it('waits twice as long after each failure when the relay stays away', async () => {
    const { clock, relay, ask } = awayRelay();
    for (const seconds of [1, 2, 4]) {
      await ask(1);
      const { tries } = relay;
      await clock.advance(seconds * 1_000 - 1);
      await ask(1);
      expect(relay.tries).toBe(tries);
      await clock.advance(1);
    }
    await ask(1);
    expect(relay.tries).toBe(4);
  });
});
