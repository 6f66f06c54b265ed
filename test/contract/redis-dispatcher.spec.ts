// Answers for running the contract of a dispatcher on Bull, for two workers on one Redis, and for a Redis that fails.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { AdvancedSettings } from 'bull';
import { Redis } from 'ioredis';
import { SystemClock } from '../../src/adapters/clock-system/system-clock.js';
import type { Instant } from '../../src/shared/instant.js';
import { openBullWorker, type BullWorker } from '../support/bull-dispatcher.js';
import { DueTouches, gate } from '../support/due-touches.js';
import { startRedis, type RedisServer } from '../support/redis-server.js';
import { startProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { dispatcherContract } from './dispatcher.contract.js';

Logger.overrideLogger(false);

/** A worker is taken for dead within a second or two. */
const hasty = { lockDuration: 1_000, lockRenewTime: 300, stalledInterval: 300 };
const long = 40_000;
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

  describe('workers', () => {
    const clock = new SystemClock();
    const toClose: (() => Promise<void>)[] = [];
    let due: DueTouches;

    beforeEach(async () => {
      due = await DueTouches.open();
    });

    afterEach(async () => {
      await Promise.all(toClose.splice(0).map((close) => close()));
      await due.close();
    });

    const openWorker = async (url = server.url, settings: AdvancedSettings = hasty): Promise<BullWorker> => {
      const worker = await openBullWorker(url, { touches: due.touches, clock }, settings);
      toClose.push(() => worker.close());
      return worker;
    };

    const openTwo = async () => [await openWorker(), await openWorker()] as const;

    /** A worker whose process may be cut off for good. */
    const openMortal = async (): Promise<{ worker: BullWorker; die: () => void }> => {
      const proxy: TcpProxy = await startProxy(server.port);
      const worker = await openWorker(server.urlThrough(proxy.port));
      toClose.push(() => proxy.close());
      const die = () => {
        proxy.refusesConnections = true;
        proxy.cutAll();
      };
      return { worker, die };
    };

    /** Everything is handled once, and nothing of it is left in Redis but a mark of the look for dead workers. */
    const expectAllOnce = async (count: number) => {
      await due.untilHandled(count);
      expect(new Set(due.handled).size).toBe(count);
      expect(due.handled).toHaveLength(count);
      const counts = await due.touches.counts(due.campaignId);
      expect(counts.byState.sent).toBe(count);
    };

    it('handles every touch once, never twice at a time, when two workers share one Redis [A17]', async () => {
      await due.plan(1_000, past);
      for (const { dispatcher } of await openTwo()) dispatcher.start(due);
      await expectAllOnce(1_000);
      expect(due.overlapCount).toBe(0);
    });

    it('keeps ids only, and nothing of what is done, in Redis', async () => {
      const letThrough = gate();
      due.during = () => letThrough.passed;
      const [touchId] = await due.plan(1, past);
      const { dispatcher, queue } = await openWorker();
      dispatcher.start(due);
      await due.until(() => due.inHandCount === 1);
      expect(JSON.parse((await admin.hget(queue.toKey(touchId!), 'data'))!)).toEqual({ touchId });
      letThrough.open();
      await due.untilHandled(1);
      await dispatcher.drain();
      expect(await admin.exists(queue.toKey(touchId!))).toBe(0);
    });

    it('loses and doubles nothing when Redis is flushed in the middle, again and again', async () => {
      await due.plan(1_500, past);
      const workers = await openTwo();
      for (const { dispatcher } of workers) dispatcher.start(due);
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
        const workers = await openTwo();
        for (const { dispatcher } of workers) dispatcher.start(due);
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
      for (const { dispatcher } of await openTwo()) dispatcher.start(due);
      for (const at of [200, 700]) {
        await due.untilHandled(at);
        await server.restart();
      }
      await expectAllOnce(1_200);
    }, 60_000);

    it(
      'ends what is in hand, and goes on when Redis is back after a while',
      async () => {
        const letThrough = gate();
        due.during = () => letThrough.passed;
        await due.plan(60, past);
        const { dispatcher } = await openWorker();
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
        const { dispatcher } = await openWorker();
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
        const { dispatcher, redis } = await openWorker();
        dispatcher.start(due);
        await due.untilHandled(100);
        await admin.config('SET', 'maxmemory', '1');
        await expect(redis.client.set('anything', '1')).rejects.toThrow('OOM');
        await clock.wait(1_500);
        await admin.config('SET', 'maxmemory', '0');
        await expectAllOnce(600);
      },
      long,
    );

    it(
      'takes over what a dead worker had in hand',
      async () => {
        const never = gate();
        due.during = () => never.passed;
        await due.plan(8, past);
        const { worker, die } = await openMortal();
        worker.dispatcher.start(due);
        await due.until(() => due.inHandCount === 8);
        die();
        due.during = () => Promise.resolve();
        (await openWorker()).dispatcher.start(due);
        await due.untilHandled(8);
        never.open();
      },
      long,
    );

    it('buries the touch that no process survives, and none of those beside it', async () => {
      const planned = await due.plan(8, past);
      const [poison] = planned;
      const never = gate();
      due.during = (touchId) => (touchId === poison ? never.passed : Promise.resolve());
      for (let lives = 0; lives < 4; lives += 1) {
        const calls = due.callCount;
        const { worker, die } = await openMortal();
        const life = { isPoisoned: false };
        const handle = (touchId: typeof poison & string) => {
          life.isPoisoned ||= touchId === poison;
          // With the process go all others that it has in hand.
          return life.isPoisoned ? never.passed : due.handle(touchId);
        };
        worker.dispatcher.start({ handle, bury: due.bury });
        while (!life.isPoisoned) await clock.wait(5);
        expect(due.callCount).toBeGreaterThanOrEqual(calls);
        die();
      }
      const { dispatcher } = await openWorker();
      dispatcher.start(due);
      await due.until(() => due.buried.length === 1 && due.handled.length === 7);
      expect(due.buried).toEqual([poison]);
      never.open();
    }, 90_000);

    it(
      'throws nothing when a worker that was taken for dead goes on',
      async () => {
        const letThrough = gate();
        due.during = () => letThrough.passed;
        await due.plan(4, past);
        const proxy = await startProxy(server.port);
        toClose.push(() => proxy.close());
        const frozen = await openWorker(server.urlThrough(proxy.port));
        frozen.dispatcher.start(due);
        await due.until(() => due.inHandCount === 4);
        proxy.refusesConnections = true;
        proxy.cutAll();
        due.during = () => Promise.resolve();
        (await openWorker()).dispatcher.start(due);
        await due.untilHandled(4);
        proxy.refusesConnections = false;
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
        const { dispatcher, redis } = await openWorker();
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
        const { dispatcher, redis } = await openWorker();
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
