// Answers for the proof that neither a sender's mailbox nor a recipient's domain is served faster than its rate.
import { describe, expect, it } from '@jest/globals';
import type { Config } from '../../config/config.js';
import type { TouchId } from '../../shared/ids.js';
import { minuteMs, type Instant } from '../../shared/instant.js';
import { InProcessPacer } from './in-process-pacer.js';

const now = Date.UTC(2026, 10, 23, 9, 0, 20) as Instant;

function pacer(ratePerSender: number, ratePerDomain: number): InProcessPacer {
  return new InProcessPacer({ ratePerSender, ratePerDomain } as Config);
}

interface Lanes {
  readonly sender: string;
  readonly domain: string;
}

let touchCount = 0;

/** For a touch that has no slot yet. */
function reserve(subject: InProcessPacer, lanes: Lanes): Promise<Instant> {
  touchCount += 1;
  return subject.reserve({ touchId: `touch-${touchCount}` as TouchId, ...lanes }, now);
}

async function reserveMany(subject: InProcessPacer, count: number, lanes: Lanes) {
  const slots: number[] = [];
  for (let index = 0; index < count; index += 1) slots.push(await reserve(subject, lanes));
  return slots;
}

describe('InProcessPacer', () => {
  it('lets everything go at once when both rates are 0', async () => {
    expect(await reserveMany(pacer(0, 0), 3, { sender: 's', domain: 'd' })).toEqual([now, now, now]);
  });

  it('gives at most the rate in any minute when the sender sends a lot', async () => {
    const slots = await reserveMany(pacer(30, 0), 120, { sender: 's', domain: 'd' });
    expect(slots[0]).toBe(now);
    for (const from of slots) {
      expect(slots.filter((slot) => slot >= from && slot < from + minuteMs).length).toBeLessThanOrEqual(30);
    }
  });

  it('does not let a slow domain take the slots of the others when one sender serves both', async () => {
    const subject = pacer(60, 1);
    await reserveMany(subject, 50, { sender: 's', domain: 'slow.example' });
    const other = await reserve(subject, { sender: 's', domain: 'quick.example' });
    expect(other - now).toBeLessThan(3_000);
  });

  it('keeps lanes apart when senders differ', async () => {
    const subject = pacer(1, 0);
    expect(await reserve(subject, { sender: 'a', domain: 'd' })).toBe(now);
    expect(await reserve(subject, { sender: 'b', domain: 'd' })).toBe(now);
    expect(await reserve(subject, { sender: 'a', domain: 'd' })).toBeGreaterThan(now);
  });

  it('stays quick when 50,000 slots are taken', async () => {
    const slots = await reserveMany(pacer(600, 0), 50_000, { sender: 's', domain: 'd' });
    expect(new Set(slots).size).toBe(50_000);
    expect(slots.at(-1)).toBe(Math.floor(now / 100) * 100 + 49_999 * 100);
  });
});
