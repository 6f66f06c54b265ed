// Answers for the proof that a worker which stands still for longer than its lease, between any two steps of a message, starts nothing late.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { claimMark, operations } from '../support/faults-messages.js';
import { faultProblems } from '../support/faults-problems.js';
import { addStruckWorker, atOperation, newBarrier, type StruckWorker } from '../support/faults-processes.js';
import { FaultRun } from '../support/faults-run.js';
import { startMongo } from '../support/mongo-server.js';
import { allLeaves } from '../support/run-records.js';
import type { SinkPhase } from '../support/smtp-sink.js';
import type { Match } from '../support/tcp-proxy.js';

const minute = 60_000;
const leaseMs = 500;
/** Outlasts every lease and every wait for one. */
const pauseMs = 2 * leaseMs;
// Slowly enough for the campaigns to outlast the pauses.
const settings = { FAIRKNOCK_LEASE_MS: String(leaseMs), FAIRKNOCK_RATE_PER_SENDER: '900' };
const randomPauses = 8;
const contactCount = 40;
const maxOperations = 20;

interface Place {
  readonly name: string;
  /** The message to the store that waits in the network when the worker stops; else it is the one to the mail server. */
  readonly message?: readonly [Match, 'holdNextRequest' | 'holdNextReply'];
  /** From when on it is waited for, or where at the mail server the worker stops. */
  readonly from: readonly [mail: number, phase: SinkPhase];
  /** The message reaches the store only after the opt-out was acknowledged. */
  readonly isLate?: true;
  /** The others take the worker for dead before it goes on. */
  readonly isReaped?: true;
  /** Mails that the person may have got in the end. */
  readonly mails: readonly number[];
}

const first = [1, 'end'] as const;
const second = [2, 'end'] as const;
const { claim, settlement, 'gate read': gateRead } = operations;

const places: readonly Place[] = [
  { name: 'before its gates are read', message: [gateRead, 'holdNextRequest'], from: first, mails: [1] },
  { name: 'when its gates are read', message: [gateRead, 'holdNextReply'], from: first, mails: [1] },
  { name: 'before its claim', message: [claim, 'holdNextRequest'], from: first, mails: [1] },
  {
    name: 'before a claim that comes late',
    message: [claim, 'holdNextRequest'],
    from: first,
    isLate: true,
    mails: [1],
  },
  { name: 'when its claim is granted', message: [claim, 'holdNextReply'], from: first, mails: [1] },
  { name: 'when its claim is in the plan', message: [claimMark, 'holdNextReply'], from: first, mails: [1] },
  // That transaction had begun before the opt-out came.
  { name: 'when MAIL FROM is written', from: [2, 'mail_from'], mails: [1, 2] },
  { name: 'when its content is taken', from: second, mails: [2] },
  { name: 'when its content is taken, and is given up', from: second, isReaped: true, mails: [2] },
  { name: 'before its settlement', message: [settlement, 'holdNextRequest'], from: second, mails: [2] },
  {
    name: 'before a settlement that comes after it was given up',
    message: [settlement, 'holdNextRequest'],
    from: second,
    isLate: true,
    isReaped: true,
    mails: [2],
  },
  { name: 'when its settlement is answered', message: [settlement, 'holdNextReply'], from: second, mails: [2] },
];

describe('A worker that stands still', () => {
  let run: FaultRun;
  let workers: StruckWorker[];
  /** A mail server cannot tell who is sending. */
  let lastClaimer: StruckWorker | null = null;

  const over = (since: number) =>
    run.until('the end of a pause', () => Promise.resolve(performance.now() - since > pauseMs));

  /** Resolves with the worker that has come to the place and stands still there; what waits goes on by `release`. */
  function stopAt({ message, from: [mail, phase] }: Place, release: Promise<unknown>): Promise<StruckWorker> {
    const stopped = newBarrier();
    let sender: StruckWorker | null = null;
    let mailsBegun = 0;
    const stop = (worker: StruckWorker) => {
      if (sender !== null) return;
      sender = worker;
      worker.process.pause();
      stopped.open();
    };
    run.atMail = (at) => {
      if (at === 'mail_from') mailsBegun += 1;
      if (at !== phase || mailsBegun !== mail) return null;
      run.atMail = () => null;
      if (message === undefined && lastClaimer !== null) {
        stop(lastClaimer);
        return release;
      }
      for (const worker of workers) {
        if (message !== undefined)
          void worker.network[message[1]](message[0], release).then(() => {
            stop(worker);
          });
      }
      return null;
    };
    return stopped.opened.then(() => sender ?? Promise.reject(new Error('nobody stopped')));
  }

  /** The ledger's own word; a plan that is written beside it may say otherwise already. */
  async function givenUpCount(): Promise<number> {
    const leaves = await allLeaves(run.cluster.clients.auditor);
    return leaves.filter(({ leaf }) => (leaf['refs'] as { outcome?: string }).outcome === 'unknown').length;
  }

  beforeAll(async () => {
    const mongo = await startMongo();
    run = await FaultRun.open('workers paused', {
      mongo,
      workers: 0,
      settings,
    });
    workers = await Promise.all([addStruckWorker(run, mongo), addStruckWorker(run, mongo)]);
    for (const worker of workers) {
      worker.network.onRequest = (bytes) => {
        if (claim(bytes)) lastClaimer = worker;
        return 'pass';
      };
    }
  }, minute);

  afterEach(() => {
    for (const { process, network } of workers) {
      process.resume();
      network.forgetRules();
    }
  });

  afterAll(() => run.close(), minute);

  it.each(places)(
    'starts no message after an opt-out that was acknowledged while it stood still $name [P1] [P2] [R6] [R7] [R8] [R10]',
    async (place) => {
      run.optOutShare = 0;
      const release = newBarrier();
      const stopped = stopAt(place, release.opened);
      const before = await givenUpCount();
      const { emails } = await run.launch({ contactCount: 1, campaignCount: 1 });
      const [to = ''] = emails;
      const worker = await run.within(stopped, `a worker ${place.name}`);
      const since = performance.now();
      if (place.isLate !== true) release.open();
      await run.optOut(to);
      if (place.isReaped === true) {
        await run.until('the end of the entry', async () => (await givenUpCount()) > before);
      }
      release.open();
      await over(since);
      worker.process.resume();
      await run.untilFinished();
      expect(place.mails).toContain(run.ledger.counts.get(to));
    },
    minute,
  );

  it(
    'doubles nothing, loses nothing and starts nothing late when it stands still again and again [P1] [P2] [P6] [R7] [R8]',
    async () => {
      run.optOutShare = 0.2;
      await run.launch({ contactCount });
      for (let pauses = 0; pauses < randomPauses; pauses += 1) {
        const worker = run.random.pick(workers as [StruckWorker, StruckWorker]);
        const stopped = newBarrier();
        atOperation(worker.network, run.random.between(1, maxOperations), () => {
          worker.process.pause();
          stopped.open();
          return 'pass';
        });
        await run.within(stopped.opened, 'a pause');
        await over(performance.now());
        worker.process.resume();
      }
      await run.untilFinished();
      // Of all that is above as well.
      expect(await faultProblems(run)).toEqual([]);
    },
    2 * minute,
  );
});
