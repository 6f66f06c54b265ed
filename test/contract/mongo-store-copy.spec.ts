// Answers for a moved store that cannot be told from one that stayed: random operations before and after the move, same
// results, same leaves.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { startMongo, type MongoServer } from '../support/mongo-server.js';
import { MovingStorage } from '../support/moving-storage.js';
import { openStorage } from '../support/open-storage.js';
import { seededRandom } from '../support/seeded-random.js';
import { firstDifference, storageCommands, type Command } from '../support/storage-operations.js';

const runCount = 15;
const operationCount = 120;
const minute = 60_000;

describe('A store that moves from SQLite to MongoDB', () => {
  const { seed } = seededRandom('store copy');
  let mongo: MongoServer;

  beforeAll(async () => {
    mongo = await startMongo();
  }, minute);

  afterAll(() => mongo.stop(), minute);

  /** In what a store differs that was on MongoDB from the start: that is no fault of a move, and mongo-differential's to find. */
  async function differsUnmoved(commands: readonly Command[]): Promise<string | null> {
    const difference = await firstDifference(commands, [openStorage, () => new MovingStorage(mongo, 0).ports]);
    if (difference !== null) process.stderr.write(`the engines differ without a move: ${difference}\n`);
    return difference;
  }

  it(
    'gives the results and leaves of one that stayed when it is moved between any two operations [P1] [P2] [P6] [R23]',
    async () => {
      const copied = new Set<string>();
      const moves = fc.noBias(fc.integer({ min: 5, max: 150 }));
      const property = fc.asyncProperty(storageCommands(operationCount), moves, async (commands, callsBefore) => {
        const moving = new MovingStorage(mongo, callsBefore);
        const difference = await firstDifference(commands, [openStorage, () => moving.ports]);
        if (difference !== null && (await differsUnmoved(commands)) === null) throw new Error(difference);
        const counts = Object.entries(moving.report?.counts ?? {});
        for (const [kind, count] of counts) if (count > 0) copied.add(kind);
      });
      await fc.assert(property, { seed, numRuns: runCount, endOnFailure: true, interruptAfterTimeLimit: 3 * minute });
      // Which kinds come is up to the seed; that most do is not.
      expect(copied.size).toBeGreaterThan(8);
    },
    4 * minute,
  );
});
