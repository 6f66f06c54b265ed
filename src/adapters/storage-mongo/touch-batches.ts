// Answers for changing many touches at once in batches that are found by an index and may be seen one by one.
import type { Model, UpdateQuery } from 'mongoose';
import type { MongoDatabase } from './mongo-database.js';
import { touches } from './schemas/touches.schema.js';
import { updateManyOnce } from './write-once.js';

// A batch is short, so that a campaign of a million touches holds nobody up and no command runs into its time limit.
const batchSize = 2_000;
/** Ids that one look at the index fetches. */
const lookSize = 20_000;

interface Plain {
  readonly _id: string;
}

export interface TouchBatches {
  readonly step: string;
  /** What it changed once does not match again. */
  readonly filter: Readonly<Record<string, unknown>>;
  readonly changes: UpdateQuery<Record<string, unknown>>;
}

/** @returns how many it changed. */
export async function changeInBatches(database: MongoDatabase, batches: TouchBatches): Promise<number> {
  const { step, filter, changes } = batches;
  const model = database.model(touches) as unknown as Model<Plain>;
  const place = { step: `${step}.update`, of: touches };
  let total = 0;
  let foundCount: number;
  do {
    const found = await database.run(`${step}.find`, () =>
      model.find(filter, { _id: 1 }, { limit: lookSize }).lean<Plain[]>(),
    );
    foundCount = found.length;
    for (let from = 0; from < foundCount; from += batchSize) {
      const ids = found.slice(from, from + batchSize).map(({ _id }) => _id);
      // The condition again: what a worker has claimed since is its own.
      total += await updateManyOnce(database, place, { filter: { ...filter, _id: { $in: ids } }, changes });
    }
  } while (foundCount === lookSize);
  return total;
}
