// Answers for the proof that one process numbers the leaves of all, that another takes over, and that the end leaves none.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { MongoDatabase } from '../../src/adapters/storage-mongo/mongo-database.js';
import { leases } from '../../src/adapters/storage-mongo/schemas/leases.schema.js';
import { SequencerRunner } from '../../src/adapters/storage-mongo/sequencer-runner.js';
import { Sequencer } from '../../src/adapters/storage-mongo/sequencer.js';
import { startMongo, type MongoServer } from '../support/mongo-server.js';
import { openMongoDatabase } from '../support/open-mongo-storage.js';
import { startProxy } from '../support/tcp-proxy.js';
import { WaitingLeaves } from '../support/waiting-leaves.js';

Logger.overrideLogger(false);

let server: MongoServer;
let database: MongoDatabase;
let leaves: WaitingLeaves;
let opened: MongoDatabase[];
let runners: SequencerRunner[];

beforeAll(async () => {
  server = await startMongo();
}, 60_000);
afterAll(() => server.stop());
beforeEach(async () => {
  database = await openMongoDatabase(server);
  [opened, runners, leaves] = [[database], [], new WaitingLeaves(database)];
});
afterEach(async () => {
  for (const runner of runners) await runner.onApplicationShutdown();
  for (const each of opened) await each.close();
});

/** One more process on the same data. Its clock for leases runs as fast as it looks: two seconds a look. */
async function startProcess(uri = server.uri): Promise<{ runner: SequencerRunner; own: MongoDatabase }> {
  const own = await openMongoDatabase({ uri }, { databaseName: database.connection.name });
  let nowMs = 0;
  const runner = new SequencerRunner(own, new Sequencer(own), () => (nowMs += 2_000));
  opened.push(own);
  runners.push(runner);
  runner.onApplicationBootstrap();
  return { runner, own };
}

const holder = () => database.model(leases).findById('sequencer').lean();

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise(setImmediate);
}

async function untilNumbered(count: number): Promise<void> {
  await until(async () => (await leaves.numbered()).length === count);
}

describe('A process that numbers leaves', () => {
  it('numbers those of other processes and its own without being asked', async () => {
    const { own } = await startProcess();
    const ofOwn = new WaitingLeaves(own);
    await leaves.push('ann', 2);
    await untilNumbered(2);
    await ofOwn.append(3);
    await untilNumbered(5);
    expect(await new WaitingLeaves(database).problems()).toEqual(['5 leaves are invented']);
  });

  it('does so alone when there are several, and another one goes on when it dies [R20]', async () => {
    const first = await startProcess();
    await leaves.push('ann');
    await untilNumbered(1);
    await startProcess();
    await leaves.push('ann');
    await untilNumbered(2);
    expect(await holder()).toMatchObject({ token: 1 });
    await first.own.close();
    await leaves.push('ann', 2);
    await untilNumbered(4);
    expect(await holder()).toMatchObject({ token: 2 });
    expect(await leaves.problems()).toEqual([]);
  }, 30_000);

  it('numbers what waits and lets go at its end, so that the next one need not wait', async () => {
    const { runner } = await startProcess();
    await leaves.push('ann');
    await untilNumbered(1);
    await leaves.push('ann', 3);
    await leaves.append(2);
    await runner.onApplicationShutdown();
    expect(await leaves.numbered()).toHaveLength(6);
    expect(await holder()).toMatchObject({ holder: null });
  });

  it('leaves the others to it when it ends without having led', async () => {
    await startProcess();
    await until(async () => typeof (await holder())?.holder === 'string');
    const before = await holder();
    const { runner } = await startProcess();
    await runner.onApplicationShutdown();
    expect(await holder()).toMatchObject({ holder: before!.holder, token: 1 });
  });

  it('goes on when the connection was lost, and ends in any case [P9]', async () => {
    const proxy = await startProxy(server.port);
    const { runner } = await startProcess(server.uriThrough(proxy.port));
    await leaves.push('ann');
    await untilNumbered(1);
    proxy.cutAll();
    await leaves.push('ann');
    await untilNumbered(2);
    expect(await leaves.problems()).toEqual([]);
    await runner.onApplicationShutdown();
    await proxy.close();
  }, 30_000);
});
