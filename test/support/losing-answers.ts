// Answers for a database whose commands are carried out while the first answer to each of them is lost on the way.
import { mongo } from 'mongoose';
import type { MongoDatabase } from '../../src/adapters/storage-mongo/mongo-database.js';

/** From now on; each operation is asked again, and must know that it was applied. @returns the same database. */
export function losingAnswers<T extends Pick<MongoDatabase, 'run'>>(database: T): T {
  const run = database.run.bind(database);
  database.run = (step, operation) => {
    let isLost = false;
    return run(step, async () => {
      const result = await operation();
      if (isLost) return result;
      isLost = true;
      throw new mongo.MongoNetworkError('the answer was lost');
    });
  };
  return database;
}
