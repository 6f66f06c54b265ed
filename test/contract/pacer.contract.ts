// Answers for what every pacer must do: the rates hold, each touch keeps its slot, and what piled up does not burst.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Config } from '../../src/config/config.js';
import type { Pacer } from '../../src/ports/pacer.port.js';
import type { TouchId } from '../../src/shared/ids.js';
import { hourMs, minuteMs, type Instant } from '../../src/shared/instant.js';
import { noon } from '../support/event.builder.js';
import { seededRandom } from '../support/seeded-random.js';

export interface OpenedPacers {
  /** One for each process. */
  readonly pacers: readonly [Pacer, ...Pacer[]];
  close(): Promise<void>;
}

export type PacerOpener = (rates: Pick<Config, 'ratePerSender' | 'ratePerDomain'>) => Promise<OpenedPacers>;

interface Lanes {
  readonly sender: string;
  readonly domain: string;
}

const now = (noon + 20_123) as Instant;
const later = (ms: number): Instant => (now + ms) as Instant;

export function pacerContract(open: PacerOpener): void {
  let opened: OpenedPacers | null = null;
  let touchCount = 0;

  const openAt = async (ratePerSender: number, ratePerDomain: number) => {
    opened = await open({ ratePerSender, ratePerDomain });
    return opened.pacers;
  };

  beforeEach(() => {
    touchCount = 0;
  });

  afterEach(async () => {
    await opened?.close();
    opened = null;
  });

  const newTouch = (): TouchId => {
    touchCount += 1;
    return `touch-${touchCount}` as TouchId;
  };

  /** For new touches, by each process in turn. */
  const reserveMany = async (
    pacers: readonly Pacer[],
    count: number,
    asking: Lanes & { at?: Instant },
  ): Promise<Instant[]> => {
    const { at = now, ...lanes } = asking;
    const asked = Array.from({ length: count }, (_, index) =>
      pacers[index % pacers.length]!.reserve({ touchId: newTouch(), ...lanes }, at),
    );
    return Promise.all(asked);
  };

  /** A touch that may go at once goes in the middle of its slot, so a minute that begins there sees one more. */
  const expectRate = (slots: readonly number[], ratePerMinute: number) => {
    const bound = ratePerMinute + 1;
    for (const from of slots) {
      const inMinute = slots.filter((slot) => slot >= from && slot < from + minuteMs).length;
      expect(inMinute).toBeLessThanOrEqual(bound);
    }
  };

  const lanes = { sender: 's@courses.example', domain: 'd.example' };

  it('lets everything go at once when both rates are 0', async () => {
    expect(await reserveMany(await openAt(0, 0), 3, lanes)).toEqual([now, now, now]);
  });

  it('gives at most the rate in any minute, over all processes, when the sender sends a lot', async () => {
    const slots = await reserveMany(await openAt(30, 0), 120, lanes);
    expect(Math.min(...slots)).toBe(now);
    expect(new Set(slots).size).toBe(120);
    expectRate(slots, 30);
    expect(Math.max(...slots) - now).toBeLessThanOrEqual(4 * minuteMs);
  });

  it('keeps both rates when senders and domains cross at random', async () => {
    const random = seededRandom('pacer');
    const pacers = await openAt(40, 7);
    const taken: (Lanes & { slot: number })[] = [];
    for (let index = 0; index < 300; index += 1) {
      const chosen = { sender: random.pick(['a', 'b']), domain: random.pick(['x', 'y', 'z']) };
      const at = later(index * random.between(0, 50));
      const [slot] = await reserveMany([random.pick(pacers)], 1, { ...chosen, at });
      expect(slot).toBeGreaterThanOrEqual(at);
      taken.push({ ...chosen, slot: slot! });
    }
    const slotsOf = (lane: keyof Lanes, name: string) =>
      taken.filter((one) => one[lane] === name).map(({ slot }) => slot);
    for (const sender of ['a', 'b']) expectRate(slotsOf('sender', sender), 40);
    for (const domain of ['x', 'y', 'z']) expectRate(slotsOf('domain', domain), 7);
  });

  it('does not let a slow domain take the slots of the others when one sender serves both', async () => {
    const pacers = await openAt(60, 1);
    await reserveMany(pacers, 50, { sender: 's', domain: 'slow.example' });
    const [other] = await reserveMany(pacers, 1, { sender: 's', domain: 'quick.example' });
    expect(other! - now).toBeLessThan(3_000);
  });

  it('keeps lanes apart when senders differ, and a sender from a domain of the same name', async () => {
    const pacers = await openAt(1, 1);
    expect(await reserveMany(pacers, 1, { sender: 'a', domain: 'x' })).toEqual([now]);
    expect(await reserveMany(pacers, 1, { sender: 'b', domain: 'a' })).toEqual([now]);
    const [third] = await reserveMany(pacers, 1, { sender: 'a', domain: 'y' });
    expect(third).toBeGreaterThan(now);
  });

  it('takes slots after idle hours as before when the day goes on', async () => {
    const pacers = await openAt(30, 0);
    await reserveMany(pacers, 90, lanes);
    const slots = await reserveMany(pacers, 60, { ...lanes, at: later(5 * hourMs) });
    expect(Math.min(...slots)).toBe(later(5 * hourMs));
    expectRate(slots, 30);
  });

  describe('the slot of a touch', () => {
    const takeLater = async (pacers: readonly Pacer[]): Promise<{ touchId: TouchId; slot: Instant }> => {
      await reserveMany(pacers, 10, lanes);
      const touchId = newTouch();
      return { touchId, slot: await pacers[0]!.reserve({ touchId, ...lanes }, now) };
    };

    it('is the same when it is asked for again, in whichever process', async () => {
      const pacers = await openAt(6, 0);
      const { touchId, slot } = await takeLater(pacers);
      expect(slot).toBeGreaterThan(now);
      for (const pacer of pacers) expect(await pacer.reserve({ touchId, ...lanes }, later(100))).toBe(slot);
    });

    it('lets it go at its time, in whichever process, and once only', async () => {
      const pacers = await openAt(6, 0);
      const { touchId, slot } = await takeLater(pacers);
      const at = (slot + 30_000) as Instant;
      expect(await pacers.at(-1)!.reserve({ touchId, ...lanes }, at)).toBe(at);
      await reserveMany(pacers, 1, { ...lanes, at });
      expect(await pacers[0].reserve({ touchId, ...lanes }, at)).toBeGreaterThan(at);
    });

    it('is lost when it was missed by more than a minute: what piled up goes at the rate', async () => {
      const pacers = await openAt(6, 0);
      const touchIds = Array.from({ length: 20 }, newTouch);
      for (const touchId of touchIds) await pacers[0].reserve({ touchId, ...lanes }, now);
      const at = later(hourMs);
      const slots: number[] = [];
      for (const touchId of touchIds) slots.push(await pacers.at(-1)!.reserve({ touchId, ...lanes }, at));
      expectRate(slots, 6);
      expect(new Set(slots).size).toBe(20);
    });
  });
}
