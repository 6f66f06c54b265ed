// Answers for the proof that processes see each other alive, dead and back again by their beats alone.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MongoDatabase } from '../../src/adapters/storage-mongo/mongo-database.js';
import { MongoProcessPresence } from '../../src/adapters/storage-mongo/mongo.process-presence.js';
import { processPresence } from '../../src/adapters/storage-mongo/schemas/process-presence.schema.js';
import { SqliteProcessPresence } from '../../src/adapters/storage-sqlite/sqlite.process-presence.js';
import { DependencyError } from '../../src/shared/errors.js';
import { processId, type ProcessId } from '../../src/shared/ids.js';
import { startMongo, type MongoServer } from '../support/mongo-server.js';
import { openMongoDatabase } from '../support/open-mongo-storage.js';
import { processPresenceContract } from './process-presence.contract.js';

let server: MongoServer;
let database: MongoDatabase;

beforeAll(async () => {
  server = await startMongo();
}, 60_000);
afterAll(() => server.stop());

const [self, other] = ['self' as ProcessId, 'other' as ProcessId];

describe('SqliteProcessPresence', () => {
  processPresenceContract(() => Promise.resolve({ presence: new SqliteProcessPresence(), id: processId }));
});

describe('MongoProcessPresence', () => {
  let nowMs: number;
  let presence: MongoProcessPresence;
  let otherPresence: MongoProcessPresence;
  beforeEach(async () => {
    database = await openMongoDatabase(server);
    nowMs = 0;
    presence = new MongoProcessPresence(database, { id: self, nowMs: () => nowMs });
    otherPresence = new MongoProcessPresence(database, { id: other });
  });
  afterEach(() => database.close());

  /** Looks once a second; the other one beats or not. */
  async function look(seconds: number, isOtherBeating: boolean): Promise<ProcessId[]> {
    for (let second = 0; second < seconds; second += 1) {
      if (isOtherBeating) await otherPresence.beat();
      await presence.present();
      nowMs += 1_000;
    }
    return [...(await presence.present())].sort();
  }

  const documents = () => database.model(processPresence).countDocuments();

  processPresenceContract(() => Promise.resolve({ presence: new MongoProcessPresence(database), id: processId }));

  it('names another process when it beats, and when it was seen for the first time [R8]', async () => {
    await otherPresence.beat();
    expect(await look(0, false)).toEqual([other, self]);
    expect(await look(20, true)).toEqual([other, self]);
  });

  it('leaves out another process when its beats have stood still for five seconds, and names it when it is back [R8]', async () => {
    await otherPresence.beat();
    expect(await look(4, false)).toEqual([other, self]);
    expect(await look(1, false)).toEqual([self]);
    await otherPresence.beat();
    expect(await look(0, false)).toEqual([other, self]);
  });

  it('names the others when this process was frozen for an hour: it has not looked [R8]', async () => {
    await otherPresence.beat();
    await presence.present();
    nowMs += 3_600_000;
    expect(await look(0, false)).toEqual([other, self]);
  });

  it('keeps no document of a process when it ended in order, or stood still for ten minutes', async () => {
    await otherPresence.beat();
    await otherPresence.onApplicationShutdown();
    expect(await documents()).toBe(0);
    await otherPresence.beat();
    expect(await look(601, false)).toEqual([self]);
    expect(await documents()).toBe(0);
    await otherPresence.beat();
    expect(await look(0, false)).toEqual([other, self]);
  });

  it('says that it cannot be known when the database is away [P9]', async () => {
    await database.close();
    await expect(presence.present()).rejects.toThrow(DependencyError);
    await expect(presence.beat()).rejects.toThrow(DependencyError);
    await expect(presence.onApplicationShutdown()).resolves.toBeUndefined();
  });
});
