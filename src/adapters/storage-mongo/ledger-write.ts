// Answers for the one conditional update that each verb of the ledger is: the matched count decides.
import { randomUUID } from 'node:crypto';
import type { PipelineStage, UpdateQuery, UpdateWriteOpResult } from 'mongoose';
import type { MongoCollection, MongoDocument } from './mongo-collection.js';
import type { MongoDatabase } from './mongo-database.js';
import { isDuplicateKey } from './storage-error.js';

export interface ConditionalUpdate<T extends MongoDocument> {
  /** `<verb>.<step>`. */
  readonly step: string;
  readonly in: MongoCollection<T>;
  readonly filter: Readonly<Record<string, unknown>>;
  readonly changes: UpdateQuery<Record<string, unknown>> | PipelineStage[];
  /** Inserts where nothing has this `_id`. */
  readonly orInsert?: boolean;
}

export interface Applied {
  readonly isApplied: boolean;
  /** Its answer was lost before: an update that found nothing may be one that was applied already. */
  readonly isRepeat: boolean;
  readonly isInserted: boolean;
}

/** Majority and journaled. @throws DependencyError: applied or not, nobody knows. */
export async function update<T extends MongoDocument>(
  database: MongoDatabase,
  { step, in: collection, filter, changes, orInsert = false }: ConditionalUpdate<T>,
): Promise<Applied> {
  const model = database.model<MongoDocument>(collection as unknown as MongoCollection<MongoDocument>);
  const options = { upsert: orInsert, setDefaultsOnInsert: false, updatePipeline: Array.isArray(changes) };
  let tries = 0;
  const result = await database.run(step, async () => {
    tries += 1;
    try {
      return await model.updateOne(filter, changes, options);
    } catch (error) {
      // An upsert whose condition did not fit, or that came second: nothing was applied.
      if (orInsert && isDuplicateKey(error)) return nothing;
      throw error;
    }
  });
  const isInserted = result.upsertedCount > 0;
  return { isApplied: isInserted || result.matchedCount > 0, isRepeat: tries > 1, isInserted };
}

const nothing: Pick<UpdateWriteOpResult, 'matchedCount' | 'upsertedCount'> = { matchedCount: 0, upsertedCount: 0 };

/** More than can come in between while one write is asked again. */
const keptWrites = 16;

/** Made before the first try, kept in the document: how a write knows itself. */
export function newWriteToken(): string {
  return randomUUID();
}

/** For an update pipeline. */
export function keepToken(token: string): object {
  const all = { $concatArrays: [{ $ifNull: ['$writes', []] }, { $literal: [token] }] };
  return { $slice: [all, -keptWrites] };
}

/** For a plain update. */
export function pushToken(token: string): object {
  return { writes: { $each: [token], $slice: -keptWrites } };
}
