// Answers for the proof that the log stays sound when batches come late, are lost, or are carried out without an answer.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MongoDatabase } from '../../src/adapters/storage-mongo/mongo-database.js';
import { auditInbox } from '../../src/adapters/storage-mongo/schemas/audit-inbox.schema.js';
import { auditLeaves } from '../../src/adapters/storage-mongo/schemas/audit-leaves.schema.js';
import { ledgerRows } from '../../src/adapters/storage-mongo/schemas/ledger-rows.schema.js';
import { Sequencer } from '../../src/adapters/storage-mongo/sequencer.js';
import { latch } from '../support/latch.js';
import { startMongo, type MongoServer } from '../support/mongo-server.js';
import { openMongoDatabase } from '../support/open-mongo-storage.js';
import { contains, startProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { WaitingLeaves } from '../support/waiting-leaves.js';

let server: MongoServer;
let database: MongoDatabase;
let proxy: TcpProxy;
/** The same data through a bad network. */
let remote: MongoDatabase;
let leaves: WaitingLeaves;

beforeAll(async () => {
  server = await startMongo();
}, 60_000);
afterAll(() => server.stop());
beforeEach(async () => {
  database = await openMongoDatabase(server);
  proxy = await startProxy(server.port);
  const uri = server.uriThrough(proxy.port);
  remote = await openMongoDatabase({ uri }, { databaseName: database.connection.name });
  leaves = new WaitingLeaves(database);
  await leaves.push('ann', 3);
  await leaves.append(2);
});
afterEach(async () => {
  await remote.close();
  await proxy.close();
  await database.close();
});

/** The commands of a sequencer that write, as they stand in its requests. */
const writes = [
  { what: 'insert', match: contains('insert', auditLeaves.name) },
  { what: 'pull from a row', match: contains('update', ledgerRows.name) },
  { what: 'pull from the inbox', match: contains('update', auditInbox.name) },
  { what: 'removal from the inbox', match: contains('delete', auditInbox.name) },
];

describe.each(writes)('A sequencer whose $what', ({ match }) => {
  it('never arrives tries again or leaves it to the next one [R18]', async () => {
    const lost = proxy.cutNextRequest(match);
    await Promise.all([lost, new Sequencer(remote).catchUp().catch(() => undefined)]);
    expect(await leaves.problems()).toEqual([]);
  });

  it('is carried out without an answer doubles and loses nothing [R18] [R19]', async () => {
    const lost = proxy.cutNextReply(match);
    await Promise.all([lost, new Sequencer(remote).catchUp().catch(() => undefined)]);
    expect(await leaves.problems()).toEqual([]);
  });

  it('arrives after another one has numbered everything changes nothing [R17] [R18]', async () => {
    const { opened, open: release } = latch();
    const held = proxy.holdNextRequest(match, opened);
    const late = new Sequencer(remote).catchUp();
    await held;
    await leaves.push('ben');
    await leaves.push('ann', 2);
    await new Sequencer(database).catchUp();
    await leaves.look();
    await leaves.push('ann');
    await leaves.append();
    release();
    await late;
    expect(await leaves.problems()).toEqual([]);
  });

  it('arrives after its sender gave up, while the next one is at it, forks nothing [R17] [R18]', async () => {
    const { opened, open: release } = latch();
    const held = proxy.holdNextRequest(match, opened);
    const late = new Sequencer(remote).catchUp().catch(() => undefined);
    await held;
    await leaves.push('ben', 2);
    const others = Promise.all([new Sequencer(database).catchUp(), new Sequencer(database).catchUp()]);
    release();
    await leaves.push('ann');
    await Promise.all([others, late]);
    expect(await leaves.problems()).toEqual([]);
  });
});
