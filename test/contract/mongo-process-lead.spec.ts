// Answers for the proof that a lease on MongoDB has one holder, passes on when its beats stop, and that an old token stays old.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mongo } from 'mongoose';
import { Lease } from '../../src/adapters/storage-mongo/lease.js';
import type { MongoDatabase } from '../../src/adapters/storage-mongo/mongo-database.js';
import { MongoProcessLead } from '../../src/adapters/storage-mongo/mongo.process-lead.js';
import { leases } from '../../src/adapters/storage-mongo/schemas/leases.schema.js';
import { DependencyError } from '../../src/shared/errors.js';
import { startMongo, type MongoServer } from '../support/mongo-server.js';
import { openMongoDatabase } from '../support/open-mongo-storage.js';
import { startProxy } from '../support/tcp-proxy.js';
import { processLeadContract } from './process-lead.contract.js';

let server: MongoServer;
let database: MongoDatabase;

beforeAll(async () => {
  server = await startMongo();
}, 60_000);
afterAll(() => server.stop());
beforeEach(async () => {
  database = await openMongoDatabase(server);
});
afterEach(() => database.close());

/** A monotonic clock that a test moves by hand. */
class HandClock {
  private ms = 0;
  readonly read = () => this.ms;
  advance(ms: number): void {
    this.ms += ms;
  }
}

/** Looks once a second, as everybody does who waits for a lease. */
async function standBy(lease: Lease, clock: HandClock, seconds: number): Promise<boolean> {
  for (let second = 0; second < seconds; second += 1) {
    if (await lease.tryTake()) return true;
    clock.advance(1_000);
  }
  return lease.tryTake();
}

describe('MongoProcessLead', () => {
  processLeadContract(() =>
    Promise.resolve({ first: new MongoProcessLead(database), second: new MongoProcessLead(database) }),
  );

  it('goes to the second when the process of the first ends in order', async () => {
    const [first, second] = [new MongoProcessLead(database), new MongoProcessLead(database)];
    await first.tryTake();
    await first.onApplicationShutdown();
    expect(await second.tryTake()).toBe(true);
  });

  it('says that it cannot be known when the database is away, and ends all the same [P9]', async () => {
    const proxy = await startProxy(server.port);
    const behind = await openMongoDatabase({ uri: server.uriThrough(proxy.port) });
    const processLead = new MongoProcessLead(behind);
    await processLead.tryTake();
    await behind.connection.close();
    await expect(processLead.tryTake()).rejects.toThrow(DependencyError);
    await expect(processLead.onApplicationShutdown()).resolves.toBeUndefined();
    await proxy.close();
  });
});

describe('A lease', () => {
  it('stays where it is when its holder beats, however long the others look [R20]', async () => {
    const [clock, otherClock] = [new HandClock(), new HandClock()];
    const [holder, other] = [new Lease(database, 'work', clock.read), new Lease(database, 'work', otherClock.read)];
    await holder.tryTake();
    for (let second = 0; second < 20; second += 1) {
      expect([await holder.tryTake(), await other.tryTake()]).toEqual([true, false]);
      otherClock.advance(1_000);
    }
    expect(holder.token).toBe(1);
  });

  it('passes on within a few seconds of the observer when its holder is frozen, whose token is old then [R20]', async () => {
    const clock = new HandClock();
    const [frozen, other] = [new Lease(database, 'work'), new Lease(database, 'work', clock.read)];
    await frozen.tryTake();
    expect(await standBy(other, clock, 3)).toBe(false);
    expect(await standBy(other, clock, 2)).toBe(true);
    expect([frozen.token, other.token]).toEqual([1, 2]);
    expect(await frozen.tryTake()).toBe(false);
    expect([frozen.token, await other.tryTake()]).toEqual([null, true]);
  });

  it('stays where it is when the observer was frozen itself: a missing beat is no death then [R20]', async () => {
    const clock = new HandClock();
    const [holder, other] = [new Lease(database, 'work'), new Lease(database, 'work', clock.read)];
    await holder.tryTake();
    expect(await other.tryTake()).toBe(false);
    clock.advance(3_600_000);
    expect(await other.tryTake()).toBe(false);
    await holder.tryTake();
    clock.advance(1_000);
    expect(await other.tryTake()).toBe(false);
  });

  it('has one new holder when several see the beats stand still at the same moment [R20]', async () => {
    await new Lease(database, 'work').tryTake();
    const clock = new HandClock();
    const others = Array.from({ length: 6 }, () => new Lease(database, 'work', clock.read));
    for (let second = 0; second < 4; second += 1) {
      await Promise.all(others.map((lease) => lease.tryTake()));
      clock.advance(1_000);
    }
    const answers = await Promise.all(others.map((lease) => lease.tryTake()));
    expect(answers.filter((isHeld) => isHeld)).toHaveLength(1);
    expect(others.map(({ token }) => token).filter((token) => token !== null)).toEqual([2]);
  });

  it('stays with the holder when it comes back between the look and the taking-over [R20]', async () => {
    const holder = new Lease(database, 'work');
    await holder.tryTake();
    const clock = new HandClock();
    const before = async (step: string) => {
      if (step === 'lease.take') await holder.tryTake();
    };
    const options = { databaseName: database.connection.name, steps: { before } };
    const slow = await openMongoDatabase(server, options);
    expect(await standBy(new Lease(slow, 'work', clock.read), clock, 4)).toBe(false);
    expect([await holder.tryTake(), holder.token]).toEqual([true, 1]);
    await slow.close();
  });

  it('is held when the answer to the taking-over was lost after it was applied', async () => {
    let lost = 0;
    const after = (step: string) => {
      if (step !== 'lease.take' || (lost += 1) > 1) return Promise.resolve();
      return Promise.reject(new mongo.MongoNetworkError('the answer was lost'));
    };
    const steps = { after };
    const lossy = await openMongoDatabase(server, { databaseName: database.connection.name, steps });
    const lease = new Lease(lossy, 'work');
    expect([await lease.tryTake(), lease.token, lost]).toEqual([true, 1, 2]);
    await lossy.close();
  });

  it('is found again when the holder gave up asking before its taking-over arrived', async () => {
    const after = (step: string) =>
      step === 'lease.take' ? Promise.reject(new mongo.MongoNetworkError('away')) : Promise.resolve();
    const steps: { after?: typeof after } = { after };
    const lossy = await openMongoDatabase(server, { databaseName: database.connection.name, steps });
    const lease = new Lease(lossy, 'work');
    await expect(lease.tryTake()).rejects.toThrow(DependencyError);
    expect(lease.token).toBeNull();
    expect([await lease.tryTake(), lease.token]).toEqual([true, 1]);
    await lossy.close();
  });

  it('never lowers its token when holders come and go', async () => {
    const tokens: (number | null)[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      const lease = new Lease(database, 'work');
      await lease.tryTake();
      tokens.push(lease.token);
      await lease.release();
    }
    expect(tokens).toEqual([1, 2, 3, 4, 5]);
    expect(await database.model(leases).findById('work').lean()).toMatchObject({ holder: null, token: 5 });
  });
});
