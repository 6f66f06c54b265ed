// Answers for SQLite and MongoDB that cannot be told apart: random operations on all storage ports, same results, same leaves.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import fc from 'fast-check';
import { startMongo, type MongoServer } from '../support/mongo-server.js';
import { openMongoStorage } from '../support/open-mongo-storage.js';
import { openStorage } from '../support/open-storage.js';
import { seededRandom } from '../support/seeded-random.js';
import { firstDifference, storageCommands } from '../support/storage-operations.js';

const runCount = Number(process.env['FAIRKNOCK_TEST_DIFFERENTIAL_RUNS'] ?? 12);
const operationCount = Number(process.env['FAIRKNOCK_TEST_DIFFERENTIAL_OPERATIONS'] ?? 120);
const minute = 60_000;

describe('Random operations on SQLite and on MongoDB', () => {
  const { seed } = seededRandom('differential');
  let mongo: MongoServer;

  beforeAll(async () => {
    mongo = await startMongo();
  }, minute);

  afterAll(() => mongo.stop(), minute);

  /** A database of its own for each sequence; gone when it is over. */
  const openMongo = async () => {
    const storage = await openMongoStorage(mongo);
    const close = async () => {
      await storage.database.connection.dropDatabase();
      await storage.close();
    };
    return { ...storage, close };
  };

  it(
    'have the same results and leave the same leaves when they are made one after the other [P6] [R23]',
    async () => {
      const property = fc.asyncProperty(storageCommands(operationCount), async (commands) => {
        const difference = await firstDifference(commands, [openStorage, openMongo]);
        if (difference !== null) throw new Error(difference);
      });
      // Where it fails fast-check looks for the shortest failing sequence, and stops looking when the time is over.
      await fc.assert(property, { seed, numRuns: runCount, interruptAfterTimeLimit: 3 * minute });
    },
    4 * minute,
  );
});
