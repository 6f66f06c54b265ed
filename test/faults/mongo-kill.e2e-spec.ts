// Answers for the proof that a MongoDB which is killed in the middle of campaigns, and comes back, doubles nothing and loses nothing.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWithOwnMongo } from '../support/describe-with.js';
import { faultProblems } from '../support/faults-problems.js';
import { newBarrier } from '../support/faults-processes.js';
import { FaultRun } from '../support/faults-run.js';
import { startOwnMongo, type MongoServer } from '../support/mongo-server.js';
import { oneClick } from '../support/raw-mail.js';

const minute = 60_000;
const killCount = 4;
const contactCount = 60;
const eventsPerLife = 60;
// So that the campaigns outlast the kills.
const settings = { FAIRKNOCK_RATE_PER_SENDER: '1200' };

describeWithOwnMongo('A MongoDB that is killed in the middle of campaigns', () => {
  let mongo: MongoServer;
  let run: FaultRun;

  /** kill -9 at a random event at the mail server: writes are on their way from and to all processes. */
  async function killMongo(): Promise<void> {
    const struck = newBarrier();
    let killed: Promise<void> = Promise.resolve();
    let left = run.random.between(1, eventsPerLife);
    run.atMail = () => {
      left -= 1;
      if (left === 0) {
        killed = mongo.kill();
        struck.open();
      }
      return null;
    };
    await run.within(struck.opened, 'a moment for the kill');
    await killed;
  }

  async function expectRefusals(): Promise<void> {
    const [url = ''] = run.ledger.urls.values();
    const answer = await oneClick(url);
    expect([answer.status, Number(answer.headers.get('retry-after')) > 0]).toEqual([503, true]);
    const probes = [...run.cluster.webs, ...run.cluster.workers].map(({ url: at }) => fetch(`${at}/ready`));
    expect((await Promise.all(probes)).map(({ status }) => status)).toEqual([503, 503, 503]);
  }

  beforeAll(async () => {
    mongo = await startOwnMongo();
    run = await FaultRun.open('MongoDB killed', { mongo, settings });
  }, minute);

  afterAll(() => run.close(), minute);

  it(
    'makes nobody get more than the cap, a step twice or a mail after an opt-out, and loses nothing [P1] [P2] [P6] [P9] [R21]',
    async () => {
      await run.launch({ contactCount });
      for (let kills = 1; kills <= killCount; kills += 1) {
        await killMongo();
        if (kills === 1) await expectRefusals();
        await mongo.restart();
      }
      await run.untilFinished();
      expect(await faultProblems(run)).toEqual([]);
    },
    4 * minute,
  );
});
