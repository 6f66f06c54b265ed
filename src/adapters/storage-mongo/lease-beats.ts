// Answers for how long another process's beat has stood still, on this process's own monotonic clock (never two hosts' clocks).
import { secondMs } from '../../shared/instant.js';

/** Milliseconds from any start; never goes back. */
export type MonotonicClock = () => number;

/**
 * A span without a look counts for no more than this: when this process was frozen or the store was away, a beat that
 * has not come yet is no death.
 */
export const longestGapMs = 2 * secondMs;

interface Seen {
  readonly beat: string;
  readonly atMs: number;
  readonly stillMs: number;
}

export class LeaseBeats {
  private seen = new Map<string, Seen>();

  constructor(private readonly nowMs: MonotonicClock = () => performance.now()) {}

  /** @returns for how many milliseconds the beat has stood still, as this process has seen it; 0 at the first look. */
  look(id: string, beat: string): number {
    const atMs = this.nowMs();
    const before = this.seen.get(id);
    const stillMs = before?.beat === beat ? before.stillMs + Math.min(atMs - before.atMs, longestGapMs) : 0;
    this.seen.set(id, { beat, atMs, stillMs });
    return stillMs;
  }

  /** What is not there any more need not be remembered. */
  keepOnly(ids: ReadonlySet<string>): void {
    this.seen = new Map([...this.seen].filter(([id]) => ids.has(id)));
  }
}
