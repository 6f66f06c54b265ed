// Answers for the proof that kill -9 of workers, at any message to the store or the mail server, doubles nothing and loses nothing.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { faultProblems } from '../support/faults-problems.js';
import {
  addStruckWorker,
  atMessage,
  endStruckWorker,
  newBarrier,
  type StruckWorker,
} from '../support/faults-processes.js';
import { FaultRun } from '../support/faults-run.js';
import { startMongo, type MongoServer } from '../support/mongo-server.js';

const minute = 60_000;
const killCount = Number(process.env['FAIRKNOCK_TEST_WORKER_KILLS'] ?? 25);
/** The mail server takes no more than that between two kills, so that each hits a campaign that runs. */
const mailsPerLife = 14;
const eventsPerMail = 5;
const messagesPerLife = 200;
const contactCount = Math.max(20, Math.ceil((killCount * mailsPerLife) / 3));

describe('Two workers that are killed again and again', () => {
  let mongo: MongoServer;
  let run: FaultRun;
  let workers: StruckWorker[] = [];
  let allowance = 0;
  let refill = newBarrier();

  function allow(mailCount: number): void {
    allowance = mailCount;
    refill.open();
    refill = newBarrier();
  }

  async function takeTurn(): Promise<void> {
    while (allowance <= 0) await refill.opened;
    allowance -= 1;
  }

  /** Both at an event at the mail server, where nobody else can tell who was sending; or one at a message of its own to the store. */
  async function killSome(): Promise<number> {
    const isAtMail = run.random.next() < 0.5;
    const victims = isAtMail ? workers : [run.random.pick(workers as [StruckWorker, StruckWorker])];
    const struck = newBarrier();
    const strike = () => {
      for (const { process } of victims) void process.kill();
      struck.open();
    };
    let eventsLeft = isAtMail ? run.random.between(1, mailsPerLife * eventsPerMail) : Infinity;
    run.atMail = (phase) => {
      eventsLeft -= 1;
      if (eventsLeft === 0) strike();
      return phase === 'mail_from' ? takeTurn() : null;
    };
    const messageCount = isAtMail ? messagesPerLife : run.random.between(1, messagesPerLife);
    for (const { network } of victims) atMessage(network, messageCount, { random: run.random, act: strike });
    allow(mailsPerLife);
    await struck.opened;
    await Promise.all(victims.map((victim) => endStruckWorker(run.cluster, victim)));
    const others = workers.filter((worker) => !victims.includes(worker));
    const fresh = await Promise.all(victims.map(() => addStruckWorker(run.cluster, mongo)));
    workers = [...others, ...fresh];
    return victims.length;
  }

  beforeAll(async () => {
    mongo = await startMongo();
    run = await FaultRun.open('workers killed', { mongo, workers: 0 });
    workers = await Promise.all([addStruckWorker(run.cluster, mongo), addStruckWorker(run.cluster, mongo)]);
  }, minute);

  afterAll(async () => {
    await run.close();
    await Promise.all(workers.map(({ network }) => network.close()));
  }, minute);

  it(
    'sends nobody more than the cap, no step twice, nothing after an opt-out, and loses nothing [P1] [P2] [P6] [R1] [R8]',
    async () => {
      run.atMail = (phase) => (phase === 'mail_from' ? takeTurn() : null);
      await run.launch({ contactCount });
      const from = performance.now();
      let kills = 0;
      while (kills < killCount) kills += await killSome();
      const killed = `${String(kills)} kills within ${String(run.ledger.mails.length)} mails`;
      const killedAt = performance.now();
      run.atMail = () => null;
      allow(Infinity);
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
