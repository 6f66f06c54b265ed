// Answers for Bull's dispatcher on a Redis that is flushed, killed, frozen or full, and with workers that die.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import type { Instant } from '../../src/shared/instant.js';
import { BullWorkers } from '../support/bull-workers.js';
import { DueTouches, latch } from '../support/due-touches.js';
import { startRedis, type RedisServer } from '../support/redis-server.js';
import { seededRandom } from '../support/seeded-random.js';

Logger.overrideLogger(false);

const long = 40_000;
const past = 1 as Instant;

describe('BullDispatcher in trouble', () => {
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

  describe('workers', () => {
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

    /** Handled once, and settled so in the store. */
    const expectAllOnce = async (count: number) => {
      await due.untilHandled(count);
      expect(new Set(due.handled).size).toBe(count);
      expect(due.handled).toHaveLength(count);
      const counts = await due.touches.counts(due.campaignId);
      expect(counts.byState.sent).toBe(count);
    };

    /** How many commands Redis refused for want of memory. */
    const refusedCount = async (): Promise<number> =>
      Number(/errorstat_OOM:count=(\d+)/.exec(await admin.info('errorstats'))?.[1] ?? 0);

    it('loses and doubles nothing when Redis is flushed in the middle, again and again', async () => {
      await due.plan(1_500, past);
      const two = await workers.openTwo();
      for (const { dispatcher } of two) dispatcher.start(due);
      for (let at = 200; at <= 1_400; at += 200) {
        await due.untilHandled(at);
        await server.flush();
      }
      await expectAllOnce(1_500);
    }, 60_000);

    it(
      'loses and doubles nothing when Redis forgets its scripts and its lists but not its jobs',
      async () => {
        await due.plan(900, past);
        const two = await workers.openTwo();
        for (const { dispatcher } of two) dispatcher.start(due);
        for (let at = 100; at <= 800; at += 100) {
          await due.untilHandled(at);
          await admin.del('fairknock:touches:wait', 'fairknock:touches:active', 'fairknock:touches:stalled');
          await admin.script('FLUSH');
        }
        await expectAllOnce(900);
      },
      long,
    );

    it('goes on when Redis is killed and started again in the middle, twice', async () => {
      await due.plan(1_200, past);
      for (const { dispatcher } of await workers.openTwo()) dispatcher.start(due);
      for (const at of [200, 700]) {
        await due.untilHandled(at);
        await server.restart();
      }
      await expectAllOnce(1_200);
    }, 60_000);

    it(
      'ends what is in hand, and goes on when Redis is back after a while',
      async () => {
        const letThrough = latch();
        due.during = () => letThrough.passed;
        await due.plan(60, past);
        const { dispatcher } = await workers.open();
        dispatcher.start(due);
        await due.until(() => due.inHandCount === 8);
        await server.kill();
        letThrough.open();
        await due.untilHandled(8);
        await expect(dispatcher.counts()).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
        await server.restart();
        await expectAllOnce(60);
      },
      long,
    );

    it(
      'goes on when Redis was frozen in the middle',
      async () => {
        await due.plan(600, past);
        const { dispatcher } = await workers.open();
        dispatcher.start(due);
        await due.untilHandled(100);
        server.pause();
        await expect(dispatcher.counts()).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
        server.resume();
        await expectAllOnce(600);
      },
      long,
    );

    it(
      'goes on when Redis was out of memory in the middle',
      async () => {
        await due.plan(600, past);
        const { dispatcher, redis } = await workers.open();
        dispatcher.start(due);
        await due.untilHandled(100);
        await admin.config('SET', 'maxmemory', '1');
        await expect(redis.client.set('anything', '1')).rejects.toThrow('OOM');
        while ((await refusedCount()) < 5) await redis.ping();
        await admin.config('SET', 'maxmemory', '0');
        await expectAllOnce(600);
      },
      long,
    );

    it('goes on each time when its connections are cut, or refused for a while, at random', async () => {
      const random = seededRandom('connections');
      await due.plan(600, past);
      const { worker, die, revive } = await workers.openMortal();
      worker.dispatcher.start(due);
      for (let at = random.between(0, 20); at < 580; at += random.between(20, 120)) {
        await due.untilHandled(at);
        die();
        for (let refused = random.between(0, 3); refused > 0; refused -= 1) {
          await worker.redis.client.ping().catch(() => undefined);
        }
        revive();
      }
      await expectAllOnce(600);
    }, 60_000);

    it(
      'takes over what a dead worker had in hand',
      async () => {
        const never = latch();
        due.during = () => never.passed;
        await due.plan(8, past);
        const { worker, die } = await workers.openMortal();
        worker.dispatcher.start(due);
        await due.until(() => due.inHandCount === 8);
        die();
        due.during = () => Promise.resolve();
        (await workers.open()).dispatcher.start(due);
        await due.untilHandled(8);
        never.open();
      },
      long,
    );

    it('buries the touch that no process survives, and none of those beside it', async () => {
      const planned = await due.plan(8, past);
      const [poison] = planned;
      const never = latch();
      due.during = (touchId) => (touchId === poison ? never.passed : Promise.resolve());
      for (let lives = 0; lives < 4; lives += 1) {
        const { worker, die } = await workers.openMortal();
        const poisoned = latch();
        let isDying = false;
        const handle = (touchId: typeof poison & string) => {
          if (touchId === poison) {
            isDying = true;
            poisoned.open();
          }
          // With the process go all others that it has in hand.
          return isDying ? never.passed : due.handle(touchId);
        };
        worker.dispatcher.start({ handle, bury: due.bury });
        await poisoned.passed;
        die();
      }
      const { dispatcher } = await workers.open();
      dispatcher.start(due);
      await due.until(() => due.buried.length === 1 && due.handled.length === 7);
      expect(due.buried).toEqual([poison]);
      never.open();
    }, 90_000);

    it(
      'throws nothing when a worker that was taken for dead goes on',
      async () => {
        const letThrough = latch();
        due.during = () => letThrough.passed;
        await due.plan(4, past);
        const { worker: frozen, die, revive } = await workers.openMortal();
        frozen.dispatcher.start(due);
        await due.until(() => due.inHandCount === 4);
        die();
        due.during = () => Promise.resolve();
        (await workers.open()).dispatcher.start(due);
        await due.untilHandled(4);
        revive();
        letThrough.open();
        await frozen.redis.client.ping().catch(() => undefined);
        await due.plan(20, past);
        await due.untilHandled(24);
      },
      long,
    );

    it(
      'is drained within a bound when Redis is frozen',
      async () => {
        await due.plan(3, past);
        const { dispatcher, redis } = await workers.open();
        dispatcher.start(due);
        await due.untilHandled(3);
        server.pause();
        const since = performance.now();
        await dispatcher.drain();
        await redis.close();
        expect(performance.now() - since).toBeLessThan(15_000);
        server.resume();
      },
      long,
    );

    it(
      'is drained within a bound when Redis is gone',
      async () => {
        const { dispatcher, redis } = await workers.open();
        dispatcher.start(due);
        await due.plan(1, past);
        dispatcher.wake();
        await due.untilHandled(1);
        await server.kill();
        const since = performance.now();
        await dispatcher.drain();
        await redis.close();
        expect(performance.now() - since).toBeLessThan(15_000);
        await server.restart();
      },
      long,
    );
  });
});
