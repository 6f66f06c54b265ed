// Answers for running the contract of a pacer on Redis in two processes' stead, and for the places that they share.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { InProcessPacer } from '../../src/adapters/dispatch-in-process/in-process-pacer.js';
import { RedisConnections } from '../../src/adapters/dispatch-bull/redis-connections.js';
import { RedisPacer } from '../../src/adapters/dispatch-bull/redis-pacer.js';
import { DependencyError } from '../../src/shared/errors.js';
import type { TouchId } from '../../src/shared/ids.js';
import type { Instant } from '../../src/shared/instant.js';
import { noon } from '../support/event.builder.js';
import { keyRing } from '../support/outreach-story.js';
import { startRedis, type RedisServer } from '../support/redis-server.js';
import { seededRandom } from '../support/seeded-random.js';
import { testConfig } from '../support/test-config.js';
import { startProxy } from '../support/tcp-proxy.js';
import { pacerContract } from './pacer.contract.js';

const lanes = { sender: 'sam@courses.example', domain: 'recipient.example' };

describe('RedisPacer', () => {
  let server: RedisServer;

  beforeAll(async () => {
    server = await startRedis();
  });

  afterAll(() => server.stop());
  beforeEach(() => server.flush());

  const toClose: (() => Promise<void>)[] = [];
  afterEach(async () => {
    await Promise.all(toClose.splice(0).map((close) => close()));
  });

  const openPacer = async (changes = {}, url = server.url) => {
    const redis = await RedisConnections.open(url);
    const pacer = new RedisPacer(redis, testConfig({ smtpConnections: 3, ...changes }), keyRing);
    toClose.push(() => redis.close());
    return { pacer, redis };
  };

  pacerContract(async (rates) => {
    const [one, two] = [await openPacer(rates), await openPacer(rates)];
    return { pacers: [one.pacer, two.pacer], close: () => Promise.resolve() };
  });

  describe('slots', () => {
    it('gives the very slots that a process by itself gives when the same is asked of both', async () => {
      const random = seededRandom('slots');
      const rates = { ratePerSender: 37, ratePerDomain: 11 };
      const { pacer } = await openPacer(rates);
      const alone = new InProcessPacer(testConfig(rates));
      let now = noon as number;
      for (let index = 0; index < 400; index += 1) {
        now += random.between(0, 900);
        const request = {
          touchId: `touch-${random.between(0, 150)}` as TouchId,
          sender: random.pick(['a', 'b']),
          domain: random.pick(['x', 'y', 'z', 'u']),
        };
        expect(await pacer.reserve(request, now as Instant)).toBe(await alone.reserve(request, now as Instant));
      }
    });

    it('stays quick when 5,000 slots of a lane are taken', async () => {
      const { pacer, redis } = await openPacer({ ratePerSender: 600 });
      const asked = Array.from({ length: 5_000 }, (_, index) =>
        pacer.reserve({ touchId: `touch-${index}` as TouchId, ...lanes }, noon),
      );
      expect(Math.max(...(await Promise.all(asked)))).toBe(noon + 4_999 * 100);
      const [runs] = await redis.client.keys('fairknock:lane:*:runs');
      expect(await redis.client.zcard(runs!)).toBe(1);
    });

    it('shows neither address nor domain in Redis, and forgets all of it by itself', async () => {
      const { pacer, redis } = await openPacer({ ratePerSender: 1, ratePerDomain: 1 });
      for (const id of ['one', 'two', 'three']) await pacer.reserve({ touchId: id as TouchId, ...lanes }, noon);
      const keys = await redis.client.keys('*');
      expect(keys).toHaveLength(6);
      expect(keys.join(' ')).not.toMatch(/courses|recipient|sam/);
      for (const key of keys) {
        const lifeMs = await redis.client.pttl(key);
        expect(lifeMs).toBeGreaterThan(0);
        expect(lifeMs).toBeLessThanOrEqual(300_000);
      }
    });

    it('says that the queue is away when Redis is frozen, and is right again when it goes on [P9]', async () => {
      const { pacer } = await openPacer({ ratePerSender: 60 });
      const request = { touchId: 'one' as TouchId, ...lanes };
      server.pause();
      await expect(pacer.reserve(request, noon)).rejects.toThrow(DependencyError);
      await expect(pacer.enter()).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
      server.resume();
      expect(await pacer.reserve(request, noon)).toBeGreaterThanOrEqual(noon);
    });

    it('goes on when Redis has lost its scripts and all that it knew', async () => {
      const { pacer, redis } = await openPacer({ ratePerSender: 1 });
      await pacer.reserve({ touchId: 'one' as TouchId, ...lanes }, noon);
      await redis.client.script('FLUSH');
      await server.flush();
      expect(await pacer.reserve({ touchId: 'two' as TouchId, ...lanes }, noon)).toBe(noon);
    });
  });

  describe('places', () => {
    it('lets no more in than there are places when two processes crowd in', async () => {
      const two = [await openPacer(), await openPacer()];
      const random = seededRandom('places');
      let inside = 0;
      let most = 0;
      const visit = async (index: number) => {
        const leave = await two[index % 2]!.pacer.enter();
        inside += 1;
        most = Math.max(most, inside);
        for (let turns = random.between(0, 20); turns > 0; turns -= 1) {
          await new Promise<void>((resolve) => setImmediate(resolve));
        }
        inside -= 1;
        leave();
        leave();
      };
      await Promise.all(Array.from({ length: 200 }, (_, index) => visit(index)));
      expect(most).toBe(3);
    });

    it('lets the other process in when one gives a place back, and not before', async () => {
      const [one, two] = [await openPacer(), await openPacer()];
      const held = await Promise.all([one.pacer.enter(), one.pacer.enter(), one.pacer.enter()]);
      let isIn = false;
      const waiting = two.pacer.enter().then((leave) => {
        isIn = true;
        return leave;
      });
      // A question of its own has gone to Redis and come back meanwhile.
      await two.redis.client.ping();
      await two.redis.client.ping();
      expect(isIn).toBe(false);
      held[0]();
      (await waiting)();
      held[1]();
      held[2]();
    });

    it('frees the places of a dead process within 15 s, and keeps those of a living one', async () => {
      const proxy = await startProxy(server.port);
      toClose.push(() => proxy.close());
      const dead = await openPacer({}, server.urlThrough(proxy.port));
      const alive = await openPacer();
      await Promise.all([dead.pacer.enter(), dead.pacer.enter()]);
      const leave = await alive.pacer.enter();
      proxy.refusesConnections = true;
      proxy.cutAll();
      const since = performance.now();
      const entered = await Promise.all([alive.pacer.enter(), alive.pacer.enter()]);
      expect(performance.now() - since).toBeLessThan(16_000);
      // The living one's first place is renewed and is not counted as free: three are held now.
      expect(await alive.redis.client.zcard('fairknock:places')).toBe(3);
      for (const back of [leave, ...entered]) back();
    }, 30_000);
  });
});
