// Answers for the proof that the log has no gap, no double and no fork, whatever comes between two steps of a sequencer.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mongo } from 'mongoose';
import type { MongoDatabase } from '../../src/adapters/storage-mongo/mongo-database.js';
import { auditInbox } from '../../src/adapters/storage-mongo/schemas/audit-inbox.schema.js';
import { auditLeaves } from '../../src/adapters/storage-mongo/schemas/audit-leaves.schema.js';
import { ledgerRows } from '../../src/adapters/storage-mongo/schemas/ledger-rows.schema.js';
import { Sequencer } from '../../src/adapters/storage-mongo/sequencer.js';
import { newId, type LeafId } from '../../src/shared/ids.js';
import type { StepHook } from '../../src/adapters/storage-mongo/step-hook.js';
import { noon } from '../support/event.builder.js';
import { HeldSteps, type Moment } from '../support/held-steps.js';
import { keyOf } from '../support/ledger.builder.js';
import { startMongo, type MongoServer } from '../support/mongo-server.js';
import { openMongoDatabase } from '../support/open-mongo-storage.js';
import { WaitingLeaves } from '../support/waiting-leaves.js';

let server: MongoServer;
let database: MongoDatabase;
let leaves: WaitingLeaves;
/** A second process on the same data whose steps the test holds. */
let steps: HeldSteps;
let slow: MongoDatabase;
let others: MongoDatabase[];

/** One more process on the same data. */
async function open(hook: StepHook, uri = server.uri): Promise<MongoDatabase> {
  const other = await openMongoDatabase({ uri }, { databaseName: database.connection.name, steps: hook });
  others.push(other);
  return other;
}

beforeAll(async () => {
  server = await startMongo();
}, 60_000);
afterAll(() => server.stop());
beforeEach(async () => {
  database = await openMongoDatabase(server);
  leaves = new WaitingLeaves(database);
  others = [];
  steps = new HeldSteps();
  slow = await open(steps);
});
afterEach(async () => {
  for (const opened of [...others, database]) await opened.close();
});

const moments = (['find', 'known', 'head', 'insert', 'seen', 'pull', 'remove'] as const).flatMap((step): Moment[] => [
  `before sequence.${step}`,
  `after sequence.${step}`,
]);

/** What the log shows of these, in its order. */
async function inLog(ids: readonly LeafId[]): Promise<LeafId[]> {
  return (await leaves.numbered()).filter((id) => ids.includes(id));
}

describe('A sequencer', () => {
  it('keeps the order of each row when there is more than one batch [R17]', async () => {
    const names = Array.from({ length: 90 }, (_, index) => `person ${index}`);
    for (let round = 0; round < 2; round += 1) {
      await Promise.all(names.map((name, index) => leaves.push(name, 1 + (index % 20))));
      await Promise.all(names.map(() => leaves.append(3)));
    }
    expect(leaves.count).toBeGreaterThan(2_000);
    expect(await leaves.problems()).toEqual([]);
  });

  it('puts what happened first first when documents of several collections wait [R17]', async () => {
    const written = [
      await leaves.push('ann'),
      await leaves.append(2),
      await leaves.push('ben', 2),
      await leaves.append(),
    ];
    await new Sequencer(database).catchUp();
    expect(await leaves.numbered()).toEqual(written.flat());
  });

  describe.each(moments)('that is stopped %s', (moment) => {
    it('neither forks nor doubles nor loses a leaf when another one numbers everything meanwhile [R17] [R20]', async () => {
      await leaves.push('ann', 3);
      await leaves.append(2);
      const { reached, release } = steps.stopAt(moment);
      const late = new Sequencer(slow).catchUp();
      await reached;
      await leaves.push('ben', 2);
      await leaves.push('ann', 2);
      await new Sequencer(database).catchUp();
      await leaves.look();
      await leaves.push('ann');
      await leaves.append();
      release();
      await late;
      expect(await leaves.problems()).toEqual([]);
    });

    it('leaves nothing lost or doubled when it dies there, and another one goes on [R19] [R20]', async () => {
      await leaves.push('ann', 3);
      await leaves.append(2);
      const { reached } = steps.stopAt(moment);
      // It never comes back: its process is gone.
      void new Sequencer(slow).catchUp();
      await reached;
      await leaves.look();
      await leaves.push('ann', 2);
      expect(await leaves.problems()).toEqual([]);
    });

    it('forgets no leaf that is written into the same document at that moment [R19] [R20]', async () => {
      await leaves.push('ann');
      await leaves.append();
      const { reached, release } = steps.stopAt(moment);
      const pass = new Sequencer(slow).pass();
      await reached;
      const late = await leaves.push('ann', 2);
      release();
      await pass;
      const row = await database.model(ledgerRows).findById(keyOf('ann')).lean();
      const waiting = row!.leaves!.map(({ id }) => id);
      expect(new Set([...waiting, ...(await inLog(late))])).toEqual(new Set(late));
      expect(row!.hasLeaves ?? false).toBe(waiting.length > 0);
      expect(await leaves.problems()).toEqual([]);
    });
  });

  it('stops at the first leaf that does not fit, and leaves no gap behind it, when another one was faster [R17]', async () => {
    const [middle] = await leaves.push('ben');
    const other = new HeldSteps();
    const faster = await open(other);
    const hold = other.stopAt('before sequence.insert');
    const passOfFaster = new Sequencer(faster).pass();
    await hold.reached;
    await leaves.push('ann');
    await leaves.push('cleo');
    const { reached, release } = steps.stopAt('before sequence.insert');
    const passOfSlow = new Sequencer(slow).pass();
    await reached;
    hold.release();
    expect(await passOfFaster).toBe(true);
    release();
    // Its batch begins with `ben`'s leaf at the same number; unordered, the others would be in the log behind a gap.
    expect(await passOfSlow).toBe(false);
    expect(await leaves.numbered()).toEqual([middle]);
    expect(await leaves.problems()).toEqual([]);
  });

  it('does not take a leaf for numbered when another leaf has got its number [R18]', async () => {
    const [mine] = await leaves.push('ann');
    const { reached, release } = steps.stopAt('before sequence.insert');
    const sequencer = new Sequencer(slow);
    const pass = sequencer.pass();
    await reached;
    // The late batch of a third one, which saw another document only.
    await database
      .model(auditLeaves)
      .insertOne({ _id: 0, leafId: newId(), leafJson: '{}', leafHash: Buffer.alloc(32) });
    release();
    expect(await pass).toBe(false);
    expect(await inLog([mine!])).toEqual([]);
    expect((await database.model(ledgerRows).findById(keyOf('ann')).lean())!.leaves).toHaveLength(1);
    await sequencer.catchUp();
    expect(await database.model(auditLeaves).findById(1).lean()).toMatchObject({ leafId: mine });
  });

  it('gives one number to a leaf that waits in two documents [R17]', async () => {
    const [first, second] = await leaves.append(2);
    const { leaves: waiting } = (await database.model(auditInbox).findById(first).lean())!;
    await database.model(auditInbox).insertOne({ _id: second!, leaves: waiting!, hasLeaves: true });
    expect(await leaves.problems()).toEqual([]);
  });

  it('takes no leaf out of its document when a fail-over has lost the batch that held it [R19]', async () => {
    const ids = [...(await leaves.push('ann', 2)), ...(await leaves.append(2))];
    const { reached, release } = steps.stopAt('after sequence.insert');
    const pass = new Sequencer(slow).pass();
    await reached;
    // No majority had it: the new primary does not know it.
    await database.model(auditLeaves).deleteMany({});
    release();
    await pass;
    expect((await database.model(ledgerRows).findById(keyOf('ann')).lean())!.leaves).toHaveLength(2);
    expect(await database.model(auditInbox).countDocuments()).toBe(1);
    expect(await inLog(ids)).toEqual([]);
    expect(await leaves.problems()).toEqual([]);
  });

  it('only takes out what is in the log already when the one before it died after the insert [R19]', async () => {
    const ids = [...(await leaves.push('ann', 2)), ...(await leaves.append(2))];
    const { reached } = steps.stopAt('after sequence.insert');
    void new Sequencer(slow).pass();
    await reached;
    await leaves.look();
    expect(await new Sequencer(database).pass()).toBe(true);
    expect(await leaves.numbered()).toEqual(ids);
    expect(await leaves.problems()).toEqual([]);
  });

  it('doubles nothing when a command is carried out twice, its first answer being lost [R18]', async () => {
    const lost = new Set<string>();
    const after = (step: string) => {
      if (lost.has(step) || !step.startsWith('sequence.')) return Promise.resolve();
      lost.add(step);
      return Promise.reject(new mongo.MongoNetworkError('the answer was lost'));
    };
    const lossy = await open({ after });
    await leaves.push('ann', 3);
    await leaves.append(2);
    await new Sequencer(lossy).catchUp();
    expect([...lost].sort()).toEqual(
      ['find', 'head', 'insert', 'known', 'pull', 'remove', 'seen'].map((step) => `sequence.${step}`),
    );
    expect(await leaves.problems()).toEqual([]);
  });

  it('deletes a document of the inbox only when nothing is left in it [R20]', async () => {
    const [first] = await leaves.append();
    const { reached, release } = steps.stopAt('before sequence.remove');
    const pass = new Sequencer(slow).pass();
    await reached;
    const inbox = database.model(auditInbox);
    const late = { id: newId<LeafId>(), at: noon, type: 'late', body: '{}', subject: null, secret: null };
    await inbox.updateOne({ _id: first! }, { $push: { leaves: late } });
    release();
    await pass;
    expect((await inbox.findById(first).lean())!.leaves).toHaveLength(1);
    await new Sequencer(database).catchUp();
    expect(await inbox.countDocuments()).toBe(0);
    expect(await leaves.numbered()).toEqual([first, late.id]);
  });

  it('asks a majority in every read and every write [R19] [R20]', async () => {
    const watched = await open({}, `${server.uri}${server.uri.includes('?') ? '&' : '?'}monitorCommands=true`);
    await leaves.push('ann', 2);
    await leaves.append(2);
    const concerns = new Map<string, Set<string>>();
    watched.connection.getClient().on('commandStarted', ({ commandName, command }) => {
      const { readConcern, writeConcern } = command as Record<string, unknown>;
      const known = concerns.get(commandName) ?? new Set();
      concerns.set(commandName, known.add(JSON.stringify(readConcern ?? writeConcern)));
    });
    await new Sequencer(watched).catchUp();
    const write = expect.stringMatching(/"w":"majority".*"j":true|"j":true.*"w":"majority"/);
    const asked = [...concerns].map(([name, values]) => [name, [...values]] as const);
    for (const [name, values] of asked) {
      if (name === 'endSessions') continue;
      expect([name, values]).toEqual([name, [name === 'find' ? '{"level":"majority"}' : write]]);
    }
    expect([...concerns.keys()].sort()).toEqual(['delete', 'find', 'insert', 'update']);
  });
});
