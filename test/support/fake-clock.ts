// Answers for a clock that only moves when a test moves it.
import { Clock, type Timer } from '../../src/ports/clock.port.js';
import { parseInstant, toIso, type Instant } from '../../src/shared/instant.js';

interface Waiter {
  readonly dueMs: number;
  readonly resolve: () => void;
}

// Promises and group commits need a few turns of the event loop before they ask for the next wait.
const turnsToSettle = 5;

async function settle(): Promise<void> {
  for (let turn = 0; turn < turnsToSettle; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}

function instantOf(at: string | Instant): Instant {
  const instant = typeof at === 'string' ? parseInstant(at) : at;
  if (instant === null) throw new TypeError(`not a time: ${String(at)}`);
  return instant;
}

/** Wall clock and monotonic clock in one; `advance` moves both, `set` into the past moves only the wall clock. */
export class FakeClock extends Clock {
  private wallMs: number;
  private monotonicMs = 0;
  private waiters: Waiter[] = [];

  constructor(at: string | Instant = '2026-11-23T10:00:00Z') {
    super();
    this.wallMs = instantOf(at);
  }

  now(): Instant {
    return this.wallMs as Instant;
  }

  iso(): string {
    return toIso(this.now());
  }

  startTimer(): Timer {
    const startWall = this.wallMs;
    const startMonotonic = this.monotonicMs;
    return {
      elapsedMs: () => {
        const wall = this.wallMs - startWall;
        return wall < 0 ? Infinity : Math.max(wall, this.monotonicMs - startMonotonic);
      },
    };
  }

  wait(spanMs: number): Promise<void> {
    if (spanMs <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.waiters.push({ dueMs: this.monotonicMs + spanMs, resolve });
    });
  }

  /** How many waits are open. */
  get waitingCount(): number {
    return this.waiters.length;
  }

  /** Resolves when at least `count` waits are open: the code under test has come to its wait. */
  async untilWaiting(count = 1): Promise<void> {
    while (this.waiters.length < count) await settle();
  }

  /** Moves on by `spanMs`, from wait to wait in the order in which they end; new waits inside the span end too. */
  async advance(spanMs: number): Promise<void> {
    const target = this.monotonicMs + spanMs;
    await settle();
    for (let next = this.nextDue(target); next !== null; next = this.nextDue(target)) {
      this.moveTo(Math.max(next.dueMs, this.monotonicMs));
      this.waiters = this.waiters.filter((waiter) => waiter !== next);
      next.resolve();
      await settle();
    }
    this.moveTo(target);
  }

  /**
   * Moves on by `spanMs` in one leap, then ends every wait that is due: for days, when what happens at each wait on the
   * way does not matter.
   */
  async jump(spanMs: number): Promise<void> {
    await settle();
    this.moveTo(this.monotonicMs + spanMs);
    await this.advance(0);
  }

  /** Sets the wall clock; forward is the same as `advance`, backward leaves the monotonic clock where it is. */
  async set(at: string | Instant): Promise<void> {
    const span = instantOf(at) - this.wallMs;
    if (span >= 0) await this.advance(span);
    else this.wallMs += span;
  }

  /** Goes there in one step, as after a night asleep: every wait that has ended by then ends at the end, once. */
  async leap(to: string | Instant): Promise<void> {
    await settle();
    this.moveTo(this.monotonicMs + instantOf(to) - this.wallMs);
    const ended = this.waiters.filter((waiter) => waiter.dueMs <= this.monotonicMs);
    this.waiters = this.waiters.filter((waiter) => waiter.dueMs > this.monotonicMs);
    for (const waiter of ended) waiter.resolve();
    await settle();
  }

  private nextDue(target: number): Waiter | null {
    const due = this.waiters.filter((waiter) => waiter.dueMs <= target).sort((a, b) => a.dueMs - b.dueMs);
    return due[0] ?? null;
  }

  private moveTo(monotonicMs: number): void {
    this.wallMs += monotonicMs - this.monotonicMs;
    this.monotonicMs = monotonicMs;
  }
}
