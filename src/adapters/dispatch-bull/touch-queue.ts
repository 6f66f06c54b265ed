// Answers for the queue's name in Redis, and for how long its workers are taken for alive.
import type { QueueOptions } from 'bull';
import type { TouchId } from '../../shared/ids.js';
import type { RedisConnections } from './redis-connections.js';

/** Every key in Redis begins with it. */
export const keyPrefix = 'fairknock';
export const touchQueueName = 'touches';

/** All that Redis ever holds of a touch; it is the job's id too, which is what counts: a flush may leave a job without data. */
export interface TouchJob {
  readonly touchId: TouchId;
}

/**
 * A living worker says so every 5 s and is believed for 15 s, so a hiccup of 10 s costs nothing. What a dead one held is
 * found by a look every 5 s: its jobs go on after 10 to 20 s.
 */
const settings = {
  lockDuration: 15_000,
  lockRenewTime: 5_000,
  stalledInterval: 5_000,
  /** How often a job may lose its worker; one time more, and no process survives it. */
  maxStalledCount: 3,
  retryProcessDelay: 1_000,
  /** Seconds that one question for the next job waits. */
  drainDelay: 2,
  /** Not all at once: what was put back together would meet again. */
  backoffStrategies: { spread: () => 2_000 + Math.random() * 4_000 },
};

/** Put back by its worker it comes up again after some seconds, as often as it takes. */
const defaultJobOptions = {
  removeOnComplete: true,
  attempts: 1_000_000,
  backoff: { type: 'spread' },
  stackTraceLimit: 1,
};

export function touchQueueOptions(redis: RedisConnections): QueueOptions {
  return { prefix: keyPrefix, settings, defaultJobOptions, createClient: (type) => redis.forBull(type) };
}
