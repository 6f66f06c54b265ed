// Answers for random schedules of several sequencers that pause, die, lose requests and answers: the log stays sound.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mongo } from 'mongoose';
import type { MongoDatabase } from '../../src/adapters/storage-mongo/mongo-database.js';
import { Sequencer } from '../../src/adapters/storage-mongo/sequencer.js';
import { startMongo, type MongoServer } from '../support/mongo-server.js';
import { openMongoDatabase } from '../support/open-mongo-storage.js';
import { seededRandom, type SeededRandom } from '../support/seeded-random.js';
import { WaitingLeaves } from '../support/waiting-leaves.js';

const sequencerCount = 3;
const writeCount = 160;
const scheduleCount = 4;

class Crash extends Error {}

/** What may become of a command: most pass. The rest is lost on the way, answered to nobody, or the process dies. */
const fates = {
  pass: () => undefined,
  lost: () => new mongo.MongoNetworkError('lost'),
  crash: () => new Crash('the process is gone'),
} as const;
type Fate = keyof typeof fates;

interface Waiting {
  readonly goOn: (fate: Fate) => void;
}

/** Holds every sequencer at every step; lets one of them go on at a time, which one is chance. */
class Schedule {
  private readonly waiting: Waiting[] = [];

  constructor(private readonly random: SeededRandom) {}

  /** @returns when this one may go on. @throws what becomes of its command. */
  async step(step: string): Promise<void> {
    if (!step.startsWith('sequence.')) return;
    const fate = await new Promise<Fate>((goOn) => this.waiting.push({ goOn }));
    const error = fates[fate]();
    if (error !== undefined) throw error;
  }

  private fate(): Fate {
    const share = this.random.next();
    return share < 0.9 ? 'pass' : share < 0.95 ? 'lost' : 'crash';
  }

  /** Lets them go on, one by one, until nobody is there any more. */
  async run(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const [next] = this.waiting.splice(this.random.between(0, Math.max(this.waiting.length - 1, 0)), 1);
      next?.goOn(this.fate());
      for (let turns = this.random.between(1, 4); turns > 0; turns -= 1) await new Promise(setImmediate);
    }
  }
}

/** Numbers leaves until the writers have ended; a dead one is followed by a new one without any memory. */
async function numberUntil(database: MongoDatabase, isOver: () => boolean): Promise<void> {
  let sequencer = new Sequencer(database);
  while (!isOver()) {
    await sequencer.pass().catch(() => {
      sequencer = new Sequencer(database);
    });
  }
}

async function write(leaves: WaitingLeaves, random: SeededRandom): Promise<void> {
  for (let index = 0; index < writeCount; index += 1) {
    const count = random.between(1, 3);
    if (random.next() < 0.3) await leaves.append(count);
    else await leaves.push(`person ${random.between(1, 12)}`, count);
    if (random.next() < 0.1) await leaves.look();
  }
}

describe('Several sequencers at once', () => {
  let server: MongoServer;
  beforeAll(async () => {
    server = await startMongo();
  }, 60_000);
  afterAll(() => server.stop());

  it.each(Array.from({ length: scheduleCount }, (_, index) => index + 1))(
    'keep the log whole in random schedule %i [R17] [R18] [R19] [R20]',
    async () => {
      const random = seededRandom('sequencers');
      const database = await openMongoDatabase(server);
      const leaves = new WaitingLeaves(database);
      const schedule = new Schedule(random);
      const steps = { before: (step: string) => schedule.step(step), after: (step: string) => schedule.step(step) };
      const databaseName = database.connection.name;
      const processes = await Promise.all(
        Array.from({ length: sequencerCount }, () => openMongoDatabase(server, { databaseName, steps })),
      );
      let isWritten = false;
      let stillAtWork = sequencerCount;
      const numbering = processes.map(async (process) => {
        await numberUntil(process, () => isWritten);
        stillAtWork -= 1;
      });
      const scheduling = schedule.run(() => stillAtWork === 0);
      await write(leaves, random);
      isWritten = true;
      await Promise.all([...numbering, scheduling]);
      expect(await leaves.problems()).toEqual([]);
      for (const opened of [...processes, database]) await opened.close();
    },
    60_000,
  );
});
