// Answers for time as the features see it; tests put a hand-driven clock here.
import type { Instant } from '../shared/instant.js';

/** A running measure of one span, for leases (ledger protocol, R9). */
export interface Timer {
  /**
   * Milliseconds since the timer started: the largest of the monotonic clock's, the host's uptime's and the wall clock's
   * difference; `Infinity` where the wall clock went backwards, so that doubt counts as over.
   */
  elapsedMs(): number;
}

export abstract class Clock {
  abstract now(): Instant;
  abstract startTimer(): Timer;
  /** Resolves when at least `spanMs` have passed on the monotonic clock: looped, because timers fire early (R9). */
  abstract wait(spanMs: number): Promise<void>;
}
