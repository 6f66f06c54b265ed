// Answers for the proof that a network which loses or delays what passes between the processes and MongoDB doubles nothing and loses nothing.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { databaseUri } from '../support/cluster.js';
import { networkFaults, strikeAll, type NetworkFaultName } from '../support/faults-network.js';
import { faultProblems } from '../support/faults-problems.js';
import { FaultRun } from '../support/faults-run.js';
import { startMongo } from '../support/mongo-server.js';
import { startProxy, type TcpProxy } from '../support/tcp-proxy.js';

const minute = 60_000;
const contactCount = 40;

describe('Claims, settlements, suppressions, plan and log over a bad network', () => {
  let network: TcpProxy;
  let run: FaultRun;

  beforeAll(async () => {
    const mongo = await startMongo();
    network = await startProxy(mongo.port);
    const settings = { FAIRKNOCK_MONGODB_URI: databaseUri(mongo.uriThrough(network.port)) };
    run = await FaultRun.open('bad network', { mongo, settings });
  }, minute);

  afterAll(async () => {
    await run.close();
    await network.close();
  }, minute);

  it.each(Object.keys(networkFaults) as NetworkFaultName[])(
    'keep every promise when %s [P1] [P2] [P6] [R2] [R3] [R4] [R18] [R21]',
    async (fault) => {
      let struck = Promise.resolve();
      const beforeStart = () => {
        struck = strikeAll(run, network, fault);
      };
      await run.launch({ contactCount, beforeStart });
      await struck;
      await run.untilFinished();
      expect(await faultProblems(run)).toEqual([]);
    },
    3 * minute,
  );
});
