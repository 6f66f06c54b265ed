// Answers for running one Lua script in Redis, atomically, by its digest, and by its text where Redis has forgotten it.
import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { queueError } from './queue-error.js';

export class RedisScript {
  private readonly digest: string;

  constructor(private readonly lua: string) {
    this.digest = createHash('sha1').update(lua).digest('hex');
  }

  /** @throws DependencyError QUEUE_UNAVAILABLE. */
  async run(redis: Redis, keys: readonly string[], values: readonly (string | number)[]): Promise<unknown> {
    try {
      return await redis.evalsha(this.digest, keys.length, ...keys, ...values);
    } catch (error) {
      if (!isForgotten(error)) throw queueError(error);
    }
    try {
      return await redis.eval(this.lua, keys.length, ...keys, ...values);
    } catch (error) {
      throw queueError(error);
    }
  }
}

/** After a restart, or SCRIPT FLUSH. */
function isForgotten(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('NOSCRIPT');
}
