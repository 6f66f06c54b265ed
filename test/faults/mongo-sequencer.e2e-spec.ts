// Answers for the proof that the death of the process which numbers leaves, between any two of its steps, leaves the log whole.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { databaseUri } from '../support/cluster.js';
import { operations, type Operation } from '../support/faults-messages.js';
import { faultProblems } from '../support/faults-problems.js';
import { addStruckWorker, newBarrier, type StruckWorker } from '../support/faults-processes.js';
import { FaultRun } from '../support/faults-run.js';
import { startMongo, type MongoServer } from '../support/mongo-server.js';
import { startProxy, type TcpProxy } from '../support/tcp-proxy.js';

const minute = 60_000;
const contactCount = 60;
const settings = { FAIRKNOCK_RATE_PER_SENDER: '600' };

/** Where it is when it dies: the step is still on its way, or done without its knowing. */
const places: readonly (readonly [Operation, 'holdNextRequest' | 'holdNextReply'])[] = [
  ['insert of the sequencer', 'holdNextRequest'],
  ['insert of the sequencer', 'holdNextReply'],
  ['pull of the sequencer', 'holdNextRequest'],
  ['pull of the sequencer', 'holdNextReply'],
];

describe('The process that numbers leaves', () => {
  let mongo: MongoServer;
  let run: FaultRun;
  let webNetwork: TcpProxy;
  let workers: StruckWorker[] = [];

  /** Dies there, whichever process it is; another is started in its place. */
  async function killAt([operation, hold]: (typeof places)[number]): Promise<void> {
    const dead = newBarrier();
    const networks = [webNetwork, ...workers.map(({ network }) => network)];
    const reached = networks.map((network) => network[hold](operations[operation], dead.opened).then(() => network));
    const network = await run.within(Promise.race(reached), `the ${operation}`);
    const worker = workers.find((each) => each.network === network);
    // What was on its way at the death arrives after it.
    if (worker === undefined) return run.cluster.replaceWeb(dead.open);
    await run.cluster.endWorker(worker.process, 'kill');
    dead.open();
    workers = [...workers.filter((each) => each !== worker), await addStruckWorker(run, mongo)];
  }

  beforeAll(async () => {
    mongo = await startMongo();
    webNetwork = await startProxy(mongo.port);
    const uri = databaseUri(mongo.uriThrough(webNetwork.port));
    run = await FaultRun.open('sequencer killed', {
      mongo,
      workers: 0,
      settings: { ...settings, FAIRKNOCK_MONGODB_URI: uri },
    });
    workers = await Promise.all([addStruckWorker(run, mongo), addStruckWorker(run, mongo)]);
  }, minute);

  afterAll(async () => {
    await run.close();
    await webNetwork.close();
  }, minute);

  it(
    'leaves no gap, no double and no waiting leaf when it dies between any two steps [P6] [R17] [R18] [R19] [R20]',
    async () => {
      await run.launch({ contactCount });
      for (const place of places) await killAt(place);
      await run.untilFinished();
      expect(await faultProblems(run)).toEqual([]);
    },
    4 * minute,
  );
});
