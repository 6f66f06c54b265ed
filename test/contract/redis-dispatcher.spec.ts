// Answers for running the contract of a dispatcher on Bull and a real Redis, and for two workers on one.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import type { Instant } from '../../src/shared/instant.js';
import { openBullWorker } from '../support/bull-dispatcher.js';
import { BullWorkers } from '../support/bull-workers.js';
import { DueTouches, latch } from '../support/due-touches.js';
import { startRedis, type RedisServer } from '../support/redis-server.js';
import { dispatcherContract } from './dispatcher.contract.js';

Logger.overrideLogger(false);

const past = 1 as Instant;

describe('BullDispatcher', () => {
  let server: RedisServer;
  let admin: Redis;

  beforeAll(async () => {
    server = await startRedis();
    admin = new Redis(server.url);
    admin.on('error', () => undefined);
  });

  afterAll(async () => {
    admin.disconnect();
    await server.stop();
  });

  beforeEach(() => server.flush());

  dispatcherContract((parts) => openBullWorker(server.url, parts));

  describe('two workers', () => {
    let due: DueTouches;
    let workers: BullWorkers;

    beforeEach(async () => {
      due = await DueTouches.open();
      workers = new BullWorkers(server, due);
    });

    afterEach(async () => {
      await workers.close();
      await due.close();
    });

    it('handles every touch once, never twice at a time, when two workers share one Redis [A17]', async () => {
      await due.plan(1_000, past);
      for (const { dispatcher } of await workers.openTwo()) dispatcher.start(due);
      await due.untilHandled(1_000);
      expect(new Set(due.handled).size).toBe(1_000);
      expect(due.overlapCount).toBe(0);
    });

    it('keeps ids only, and nothing of what is done, in Redis', async () => {
      const letThrough = latch();
      due.during = () => letThrough.passed;
      const [touchId] = await due.plan(1, past);
      const { dispatcher, queue } = await workers.open();
      dispatcher.start(due);
      await due.until(() => due.inHandCount === 1);
      expect(JSON.parse((await admin.hget(queue.toKey(touchId!), 'data'))!)).toEqual({ touchId });
      letThrough.open();
      await due.untilHandled(1);
      await dispatcher.drain();
      expect(await admin.exists(queue.toKey(touchId!))).toBe(0);
    });
  });
});
