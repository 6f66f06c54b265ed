// Answers for the proof that a check of the store in MongoDB finds what must not be, and that erasure takes payloads out of the log.
import { readdirSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eraseSubject } from '../../src/adapters/storage-mongo/erase-subject.js';
import { leafCollections } from '../../src/adapters/storage-mongo/leaf-collections.js';
import type { MongoCollection, MongoDocument } from '../../src/adapters/storage-mongo/mongo-collection.js';
import { auditInbox } from '../../src/adapters/storage-mongo/schemas/audit-inbox.schema.js';
import { auditLeaves } from '../../src/adapters/storage-mongo/schemas/audit-leaves.schema.js';
import { Sequencer } from '../../src/adapters/storage-mongo/sequencer.js';
import { DependencyError } from '../../src/shared/errors.js';
import { describeWithOwnMongo } from '../support/describe-with.js';
import { anEvent } from '../support/event.builder.js';
import { HeldSteps } from '../support/held-steps.js';
import { keyOf } from '../support/ledger.builder.js';
import { startMongo, type MongoServer } from '../support/mongo-server.js';
import { openMongoDatabase, openMongoStorage, type MongoStorage } from '../support/open-mongo-storage.js';

let server: MongoServer;
let storage: MongoStorage;

beforeAll(async () => {
  server = await startMongo();
}, 60_000);
afterAll(() => server.stop());
beforeEach(async () => {
  storage = await openMongoStorage(server);
});
afterEach(() => storage.close());

const log = () => storage.database.model(auditLeaves);
const inbox = () => storage.database.connection.collection<{ _id: string }>(auditInbox.name);

async function threeLeaves(): Promise<void> {
  await storage.auditLog.append([anEvent('a.a'), anEvent('b.b'), anEvent('c.c')]);
  await storage.auditLog.catchUp();
}

describe('A check of the store in MongoDB', () => {
  it('answers and finds nothing when it is sound, and numbers what waits', async () => {
    await storage.auditLog.append([anEvent()]);
    await expect(storage.health.ping()).resolves.toBeUndefined();
    expect([await storage.health.check(), await storage.auditLog.size()]).toEqual([[], 1]);
  });

  it('says that the store is away when it is closed [P9]', async () => {
    await storage.close();
    await expect(storage.health.ping()).rejects.toThrow(DependencyError);
    await expect(storage.health.check()).rejects.toThrow(DependencyError);
  });

  it.each([
    ['a leaf was taken out', () => log().deleteOne({ _id: 1 }), ['leaf 1 of the audit log is missing']],
    [
      'a leaf was changed',
      () => log().updateOne({ _id: 1 }, { leafJson: '{}' }),
      ['leaf 1 of the audit log is not as it was hashed'],
    ],
    [
      'the index against doubles is gone',
      () => log().collection.dropIndex('leaf_id'),
      ['the index leaf_id of audit_leaves is missing: run fairknock migrate'],
    ],
    [
      'a document hides its leaves from the sequencer',
      () => inbox().insertOne({ _id: 'x', leaves: [{ id: 'x' }] } as { _id: string }),
      ['1 documents of audit_inbox hold leaves that are not marked as waiting'],
    ],
  ])('names it when %s', async (_what, harm, lines) => {
    await threeLeaves();
    await harm();
    expect(await storage.health.check()).toEqual(lines);
  });

  it('finds nothing wrong in a leaf that has its number and is about to be taken out of its document', async () => {
    await storage.auditLog.append([anEvent()]);
    const steps = new HeldSteps();
    const slow = await openMongoDatabase(server, { databaseName: storage.databaseName, steps });
    const { reached, release } = steps.stopAt('before sequence.pull');
    const pass = new Sequencer(slow).pass();
    await reached;
    expect(await storage.health.check()).toEqual([]);
    release();
    await pass;
    await slow.close();
  });
});

describeWithOwnMongo('A frozen MongoDB', () => {
  it('says in a few seconds that the store is away when the server stands still [P9]', async () => {
    server.pause();
    const startMs = performance.now();
    await expect(storage.health.ping()).rejects.toThrow('not answer in time');
    expect(performance.now() - startMs).toBeLessThan(4_500);
    server.resume();
    await storage.health.ping();
  }, 30_000);
});

describe('The collections of leaves', () => {
  it('are all looked through by the sequencer when a schema has leaves [P6]', async () => {
    const folder = new URL('../../src/adapters/storage-mongo/schemas/', import.meta.url);
    const files = readdirSync(folder).filter((file) => file.endsWith('.schema.ts'));
    const found: string[] = [];
    for (const file of files) {
      const exported = Object.values((await import(`${folder.pathname}${file}`)) as Record<string, unknown>);
      for (const each of exported as Partial<MongoCollection<MongoDocument>>[]) {
        if (each.schema?.path('hasLeaves')) found.push(String(each.name));
      }
    }
    expect(found.sort()).toEqual([...leafCollections].sort());
  });
});

describe('Erasing a subject from the log in MongoDB', () => {
  const [anna, ben] = [keyOf('anna'), keyOf('ben')];
  const payload = { note: 'kept apart' };
  const event = (subject = anna) => anEvent('a.b', { subject, payload });

  it('takes payloads and links out of the log and out of what waits, and leaves leaves and others alone [P7]', async () => {
    await storage.auditLog.append([event(), event(ben)]);
    await storage.auditLog.catchUp();
    await storage.auditLog.append([event(), event(ben), anEvent('c.d', { payload })]);
    const before = await storage.auditLog.read(0, 10);
    await eraseSubject(storage.database, [anna]);
    await eraseSubject(storage.database, [anna]);
    await storage.auditLog.catchUp();
    const payloads = await Promise.all([0, 1, 2, 3, 4].map((number) => storage.auditLog.payload(number)));
    expect(payloads).toEqual([null, payload, null, payload, payload]);
    expect(await storage.auditLog.read(0, 2)).toEqual(before);
    expect(await log().countDocuments({ subject: anna })).toBe(0);
    expect(await storage.health.check()).toEqual([]);
  });

  it('leaves nothing readable when a batch with the payload was under way, and gives a new key afterwards [P7]', async () => {
    await storage.auditLog.append([event()]);
    const steps = new HeldSteps();
    const slow = await openMongoDatabase(server, { databaseName: storage.databaseName, steps });
    const { reached, release } = steps.stopAt('before sequence.insert');
    const pass = new Sequencer(slow).pass();
    await reached;
    await eraseSubject(storage.database, [anna]);
    release();
    await pass;
    await storage.auditLog.append([event()]);
    await storage.auditLog.catchUp();
    expect([await storage.auditLog.payload(0), await storage.auditLog.payload(1)]).toEqual([null, payload]);
    const commitments = (await storage.auditLog.read(0, 2)).map(
      ({ leafJson }) => JSON.parse(leafJson).subject as string,
    );
    expect(new Set(commitments).size).toBe(2);
    await slow.close();
  });
});
