// Answers for the proof that a Redis which forgets everything, freezes, or is gone for a while doubles nothing and loses nothing.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { faultProblems } from '../support/faults-problems.js';
import { FaultRun } from '../support/faults-run.js';
import type { RedisServer } from '../support/redis-server.js';

const minute = 60_000;
const contactCount = 40;
// So that the campaigns outlast the faults.
const settings = { FAIRKNOCK_RATE_PER_SENDER: '1200' };

describe('A Redis that fails in the middle of campaigns', () => {
  let run: FaultRun;
  let redis: RedisServer;

  const someMailsLater = () => run.untilMails(run.ledger.mails.length + run.random.between(5, 15));

  /** Workers say that they cannot work, web processes stay ready, and somebody opts out. */
  async function untilNoticed(): Promise<void> {
    const { webs, workers } = run.cluster;
    await run.until('the word that the queue is away', async () => {
      const answers = await Promise.all([...webs, ...workers].map(({ url }) => fetch(`${url}/ready`)));
      const statuses = answers.map(({ status }) => status);
      return statuses.join() === [...webs.map(() => 200), ...workers.map(() => 503)].join();
    });
    const to = [...run.ledger.urls.keys()].filter((email) => !run.wishes.has(email)).at(-1);
    if (to === undefined) throw new Error('nobody has got a mail yet');
    await run.optOut(to);
  }

  const faults: Readonly<Record<string, () => Promise<void>>> = {
    'is flushed': async () => {
      for (let flushes = 0; flushes < 3; flushes += 1) {
        await someMailsLater();
        await redis.flush();
      }
    },
    'is stopped for a while': async () => {
      await someMailsLater();
      await redis.kill();
      await untilNoticed();
      await redis.restart();
    },
    'stands still for a while': async () => {
      await someMailsLater();
      redis.pause();
      await untilNoticed();
      redis.resume();
    },
    'is killed and comes back with its append-only file': async () => {
      for (let kills = 0; kills < 2; kills += 1) {
        await someMailsLater();
        await redis.restart();
      }
    },
  };

  beforeAll(async () => {
    run = await FaultRun.open('Redis fails', { settings });
    redis = run.cluster.servers.redis;
  }, minute);

  afterAll(async () => {
    redis.resume();
    await run.close();
  }, minute);

  it.each(Object.keys(faults))(
    'makes nobody get more than the cap, a step twice or a mail after an opt-out, and loses nothing when it %s [P1] [P2] [P6]',
    async (fault) => {
      await run.launch({ contactCount });
      await faults[fault]?.();
      await run.untilFinished();
      expect(await faultProblems(run)).toEqual([]);
    },
    3 * minute,
  );
});
