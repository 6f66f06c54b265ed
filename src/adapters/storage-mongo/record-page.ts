// Answers for a page of records in the order of their ids.
import type { Model } from 'mongoose';
import { toPage } from '../../shared/to-page.js';
import type { MongoDocument } from './mongo-collection.js';
import type { MongoDatabase } from './mongo-database.js';
import type { Place } from './write-once.js';

interface Recorded extends MongoDocument {
  readonly _id: string;
  readonly record: unknown;
}

/** After the cursor; null starts at the first. */
export async function recordPage<R extends { readonly id: string }, D extends Recorded & { readonly record: R }>(
  database: MongoDatabase,
  { step, of }: Place<D>,
  { cursor, limit }: { readonly cursor: R['id'] | null; readonly limit: number },
): Promise<{ items: readonly R[]; nextCursor: R['id'] | null }> {
  const model = database.model(of) as unknown as Model<Recorded>;
  const query = { _id: { $gt: cursor ?? '' } };
  const order = { sort: { _id: 1 }, limit: limit + 1 } as const;
  const found = await database.run(step, () => model.find(query, { record: 1 }, order).lean<Recorded[]>());
  const records = found.map(({ record }) => record as R);
  return toPage(records, limit, (record) => record.id);
}
