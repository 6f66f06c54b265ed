// Answers for a start that waits for Redis for a while, and then says in one line why it cannot go on.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { StartRefusal } from '../../shared/errors.js';
import { codeOf } from './queue-error.js';

const betweenTriesMs = 200;
/** Nobody else will mend these while we wait. */
const refusals = new Set(['NOAUTH', 'WRONGPASS', 'NOPERM']);

/** @param place host and port, without a password. @throws StartRefusal. */
export async function untilRedisAnswers(redis: Redis, place: string, withinMs: number): Promise<void> {
  const giveUpAt = performance.now() + withinMs;
  let connecting: unknown = null;
  redis.on('error', (error: unknown) => (connecting = error));
  for (;;) {
    try {
      await redis.ping();
      await selectDatabase(redis, place);
      return;
    } catch (error) {
      if (error instanceof StartRefusal) throw error;
      const code = reasonOf(connecting ?? error);
      if (refusals.has(code)) throw new StartRefusal(`Redis at ${place} does not let us in (${code})`);
      if (performance.now() >= giveUpAt) {
        throw new StartRefusal(`Redis at ${place} does not answer within ${withinMs / 1_000} s (${code})`);
      }
    }
    await sleep(betweenTriesMs);
  }
}

/** The client goes on with database 0 where it may not use the one of its address: that may be another installation's. */
async function selectDatabase(redis: Redis, place: string): Promise<void> {
  const database = redis.options.db ?? 0;
  if (database === 0) return;
  try {
    await redis.select(database);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ERR')
      throw new StartRefusal(`Redis at ${place} has no database ${database}: FAIRKNOCK_REDIS_URL ends in it`);
    throw error;
  }
}

function reasonOf(error: unknown): string {
  // A host name with several addresses fails with one error for each.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return codeOf(first);
}
