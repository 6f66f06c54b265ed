// Answers for the proof that a process refuses data it does not fit, and that commands with lost answers are asked again.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mongo } from 'mongoose';
import { keyFingerprints } from '../../src/adapters/storage-mongo/key-fingerprints.js';
import { migrate } from '../../src/adapters/storage-mongo/migrate.js';
import { migrations } from '../../src/adapters/storage-mongo/migrations/migrations.js';
import type { InstallationNeeds } from '../../src/adapters/storage-mongo/check-installation.js';
import { openInstallation } from '../../src/adapters/storage-mongo/open-installation.js';
import { MongoDatabase, type ConnectOptions } from '../../src/adapters/storage-mongo/mongo-database.js';
import { installation, installationId } from '../../src/adapters/storage-mongo/schemas/installation.schema.js';
import { ledgerRows } from '../../src/adapters/storage-mongo/schemas/ledger-rows.schema.js';
import type { StepHook } from '../../src/adapters/storage-mongo/step-hook.js';
import { DependencyError, StartRefusal } from '../../src/shared/errors.js';
import { keyOf } from '../support/ledger.builder.js';
import { startMongo, type MongoServer } from '../support/mongo-server.js';
import { openMongoDatabase } from '../support/open-mongo-storage.js';

let server: MongoServer;

beforeAll(async () => {
  server = await startMongo();
}, 60_000);
afterAll(() => server.stop());

let count = 0;
const freshName = () => `database-${String((count += 1))}`;

/** Opens, closes, and gives the database to look at in between. */
async function opening(
  options: Partial<ConnectOptions & InstallationNeeds>,
  look: (database: MongoDatabase) => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  const needs = { uri: server.uri, leaseMs: 2_000, environment: 'test', ...options } as const;
  const database = await openInstallation(await MongoDatabase.connect(needs), needs);
  await look(database);
  await database.close();
}

async function migrated(): Promise<string> {
  const databaseName = freshName();
  await (await openMongoDatabase(server, { databaseName })).close();
  return databaseName;
}

describe('A MongoDB database', () => {
  it('refuses the start when nobody has migrated it, and says what to run [P9]', async () => {
    await expect(opening({ databaseName: freshName() })).rejects.toThrow(/run fairknock migrate/);
  });

  it('refuses the start when a newer version has written it [P9]', async () => {
    const databaseName = await migrated();
    await opening({ databaseName }, async (database) => {
      await database.model(installation).updateOne({ _id: installationId }, { $push: { migrations: 9_999 } });
    });
    await expect(opening({ databaseName })).rejects.toThrow(/newer version/);
  });

  it('migrates once and finds nothing left to do, also when two do it at once', async () => {
    const options = { uri: server.uri, leaseMs: 2_000, databaseName: freshName() };
    const [one, other] = [await MongoDatabase.connect(options), await MongoDatabase.connect(options)];
    await Promise.all([migrate(one), migrate(other)]);
    expect(await migrate(one)).toEqual([]);
    const stored = await one.model(installation).findById(installationId).lean();
    expect([...stored!.migrations].sort((a, b) => a - b)).toEqual(migrations.map(({ id }) => id));
    await one.close();
    await other.close();
  });

  it('refuses a process that has another lease [R9]', async () => {
    const databaseName = await migrated();
    await opening({ databaseName, leaseMs: 2_000 });
    await expect(opening({ databaseName, leaseMs: 3_000 })).rejects.toThrow(
      new StartRefusal('FAIRKNOCK_LEASE_MS is 3000, but this data is kept with a lease of 2000 ms'),
    );
  });

  it('takes a new version of the address key, and refuses another key under a version that it knows [R16] [P9]', async () => {
    const databaseName = await migrated();
    const key = (version: number, fill: number) => ({ version, secret: new Uint8Array(32).fill(fill) });
    const start = (...keys: ReturnType<typeof key>[]) =>
      opening({ databaseName, keyFingerprints: keyFingerprints(keys) });
    await start(key(1, 7));
    await start(key(2, 8), key(1, 7));
    await start(key(2, 8));
    await expect(start(key(1, 9))).rejects.toThrow(/Restore the key file/);
    await expect(start(key(2, 9), key(1, 7))).rejects.toThrow(StartRefusal);
    await expect(start(key(3, 7))).rejects.toThrow(StartRefusal);
  });

  it.each([
    ['mongodb://127.0.0.1:1/?directConnection=true', /does not answer/],
    ['http://127.0.0.1:1/', /is no address/],
  ])(
    'refuses the start with one line when %s is asked',
    async (uri, line) => {
      await expect(MongoDatabase.connect({ uri, leaseMs: 2_000 })).rejects.toThrow(line);
    },
    30_000,
  );

  it('asks again when an answer is lost, a few times only [R21]', async () => {
    const lost = new mongo.MongoNetworkError('lost');
    let losses = 0;
    const steps: StepHook = { after: () => (losses-- > 0 ? Promise.reject(lost) : Promise.resolve()) };
    const database = await openMongoDatabase(server, { steps });
    let calls = 0;
    const ask = (howOften: number) => {
      losses = howOften;
      calls = 0;
      return database.run('test.ask', () => Promise.resolve((calls += 1)));
    };
    expect(await ask(2)).toBe(3);
    await expect(ask(99)).rejects.toThrow(DependencyError);
    expect(calls).toBe(3);
    await database.close();
    await expect(ask(0)).rejects.toThrow(DependencyError);
  });

  it('passes on at once what is no lost answer', async () => {
    const database = await openMongoDatabase(server);
    let calls = 0;
    const mistake = () => {
      calls += 1;
      return Promise.reject(new TypeError('ours'));
    };
    await expect(database.run('test.ask', mistake)).rejects.toThrow(TypeError);
    expect(calls).toBe(1);
    await database.close();
  });

  it('takes no path that no schema knows', async () => {
    const database = await openMongoDatabase(server);
    const model = database.model(ledgerRows);
    const wrong = { $set: { notThere: 1 } };
    await expect(model.updateOne({ _id: keyOf('a') }, wrong)).rejects.toThrow(/notThere/);
    await database.close();
  });
});
