// Answers for waiting for something that may never end, for so long only.
import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves when it has ended, well or not, or the time is over. */
export async function within(spanMs: number, work: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  const settled = work.then(
    () => undefined,
    () => undefined,
  );
  await Promise.race([settled, sleep(spanMs, undefined, { signal: over.signal }).catch(() => undefined)]);
  over.abort();
}
