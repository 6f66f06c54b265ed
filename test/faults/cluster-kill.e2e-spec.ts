// Answers for the proof that kill -9 of workers, at any message to the store or the mail server, doubles nothing and loses nothing.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { faultProblems } from '../support/faults-problems.js';
import { addStruckWorker, atOperation, newBarrier, type StruckWorker } from '../support/faults-processes.js';
import { FaultRun } from '../support/faults-run.js';
import { startMongo, type MongoServer } from '../support/mongo-server.js';

const minute = 60_000;
const killCount = Number(process.env['FAIRKNOCK_TEST_WORKER_KILLS'] ?? 25);
const contactCount = Math.max(20, killCount * 2);
// So slowly that the campaigns outlast the kills: dead workers keep their places at the mail server for a while.
const settings = { FAIRKNOCK_RATE_PER_SENDER: '240', FAIRKNOCK_SMTP_CONNECTIONS: '10' };
/** Within about three mails each. */
const [maxMailEvents, maxOperations] = [15, 15];

describe('Two workers that are killed again and again', () => {
  let mongo: MongoServer;
  let run: FaultRun;
  let workers: StruckWorker[] = [];

  const add = () => addStruckWorker(run, mongo);

  /** One at an operation of its own; or both at an event at the mail server, which cannot tell who is sending. */
  async function killSome(): Promise<number> {
    const isAtMail = run.random.next() < 0.5;
    const victims = isAtMail ? workers : [run.random.pick(workers as [StruckWorker, StruckWorker])];
    const struck = newBarrier();
    const strike = () => {
      for (const { process } of victims) void process.kill();
      struck.open();
    };
    let eventsLeft = isAtMail ? run.random.between(1, maxMailEvents) : Infinity;
    run.atMail = () => {
      eventsLeft -= 1;
      if (eventsLeft === 0) strike();
      return null;
    };
    const operationCount = isAtMail ? Infinity : run.random.between(1, maxOperations);
    for (const { network } of victims) {
      atOperation(network, operationCount, () => {
        strike();
        return run.random.pick(['pass', 'cut']);
      });
    }
    await struck.opened;
    await Promise.all(victims.map(({ process }) => run.cluster.endWorker(process, 'kill')));
    const others = workers.filter((worker) => !victims.includes(worker));
    workers = [...others, ...(await Promise.all(victims.map(add)))];
    return victims.length;
  }

  beforeAll(async () => {
    mongo = await startMongo();
    run = await FaultRun.open('workers killed', { mongo, workers: 0, settings });
    workers = await Promise.all([add(), add()]);
  }, minute);

  afterAll(() => run.close(), minute);

  it(
    'sends nobody more than the cap, no step twice, nothing after an opt-out, and loses nothing [P1] [P2] [P6] [R1] [R8]',
    async () => {
      await run.launch({ contactCount });
      const from = performance.now();
      let kills = 0;
      while (kills < killCount) kills += await killSome();
      const killed = `${String(kills)} kills within ${String(run.ledger.mails.length)} mails`;
      const killedAt = performance.now();
      await run.untilFinished();
      const seconds = (span: number) => `${(span / 1_000).toFixed(1)} s`;
      process.stderr.write(
        `${killed} and ${seconds(killedAt - from)}, the rest in ${seconds(performance.now() - killedAt)}\n`,
      );
      expect(await faultProblems(run)).toEqual([]);
    },
    6 * minute,
  );
});
