// Answers for a worker's dispatcher on a Redis of the tests, with its own connections, as a process has them.
import Bull from 'bull';
import { BullDispatcher } from '../../src/adapters/dispatch-bull/bull.dispatcher.js';
import { RedisConnections } from '../../src/adapters/dispatch-bull/redis-connections.js';
import { touchQueueName, touchQueueOptions, type TouchJob } from '../../src/adapters/dispatch-bull/touch-queue.js';
import type { Clock } from '../../src/ports/clock.port.js';
import type { TouchSchedule } from '../../src/ports/touch-schedule.port.js';
import { SmtpMailTransport } from '../../src/adapters/mail-smtp/smtp.mail-transport.js';
import { mailConfig } from './mail-config.js';

export interface WorkerParts {
  readonly touches: TouchSchedule;
  readonly clock: Clock;
  readonly smtpConnections?: number;
}

export interface BullWorker {
  readonly dispatcher: BullDispatcher;
  readonly redis: RedisConnections;
  readonly queue: Bull.Queue<TouchJob>;
  close(): Promise<void>;
}

/** @param settings of Bull that differ, for a test that waits for a worker to be taken for dead. */
export async function openBullWorker(
  url: string,
  parts: WorkerParts,
  settings: Bull.AdvancedSettings = {},
): Promise<BullWorker> {
  const redis = await RedisConnections.open(url);
  const options = touchQueueOptions(redis);
  const queue = new Bull<TouchJob>(touchQueueName, { ...options, settings: { ...options.settings, ...settings } });
  const transport = new SmtpMailTransport(mailConfig({ smtpConnections: parts.smtpConnections ?? 2 }), parts.clock);
  const dispatcher = new BullDispatcher(queue, redis, parts.touches, transport, parts.clock);
  const close = async () => {
    await dispatcher.drain();
    await redis.close();
  };
  return { dispatcher, redis, queue, close };
}
