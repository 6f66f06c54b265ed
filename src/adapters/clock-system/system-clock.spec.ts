// Answers for the proof that the system clock never reports less time than has passed.
import { describe, expect, it } from '@jest/globals';
import { startTimerOn, SystemClock } from './system-clock.js';

function handDriven() {
  const now = { monotonic: 100, uptime: 5_000, wall: 1_700_000_000_000 };
  const timer = startTimerOn({
    monotonicMs: () => now.monotonic,
    uptimeMs: () => now.uptime,
    wallMs: () => now.wall,
  });
  return { now, timer };
}

describe('startTimerOn', () => {
  it.each([
    ['the monotonic clock', { monotonic: 30, uptime: 10, wall: 20 }, 30],
    ['the uptime, when the host was suspended', { monotonic: 10, uptime: 900, wall: 20 }, 900],
    ['the wall clock, when it was set forward', { monotonic: 10, uptime: 10, wall: 5_000 }, 5_000],
  ])('is the largest difference when that is %s [R9]', (_, passed, elapsed) => {
    const { now, timer } = handDriven();
    now.monotonic += passed.monotonic;
    now.uptime += passed.uptime;
    now.wall += passed.wall;
    expect(timer.elapsedMs()).toBe(elapsed);
  });

  it('counts as over when the wall clock went backwards [R9]', () => {
    const { now, timer } = handDriven();
    now.monotonic += 1;
    now.wall -= 1;
    expect(timer.elapsedMs()).toBe(Infinity);
  });
});

describe('SystemClock', () => {
  it('never ends a wait early [R9]', async () => {
    const clock = new SystemClock();
    const shortest = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const spanMs = 1 + (index % 7) * 1.3;
        const start = process.hrtime.bigint();
        await clock.wait(spanMs);
        return Number(process.hrtime.bigint() - start) / 1e6 - spanMs;
      }),
    );
    expect(Math.min(...shortest)).toBeGreaterThanOrEqual(0);
  });

  it('ends a wait of no length at once [R9]', async () => {
    await new SystemClock().wait(0);
  });

  it('measures from the start of the timer when time passes [R9]', async () => {
    const clock = new SystemClock();
    const timer = clock.startTimer();
    await clock.wait(3);
    expect(timer.elapsedMs()).toBeGreaterThanOrEqual(3);
  });
});
