// Answers for writes that know themselves when they are repeated: a token that is made before the first try stays in the document.
import { randomBytes } from 'node:crypto';
import { mongo, type Model, type UpdateQuery } from 'mongoose';
import type { MongoCollection, MongoDocument } from './mongo-collection.js';
import type { MongoDatabase } from './mongo-database.js';
import { withLeaves, type PendingLeaf } from './pending-leaf.js';
import { isDuplicateKey } from './storage-error.js';

/** Of the collections that are written in this way. */
export interface WithLastWrites {
  /** Tokens of the latest writes, the last one last: more than one, because another write may come before the repeat. */
  readonly lastWrites: readonly string[];
}

/** The path of `WithLastWrites`, for a schema. */
export const lastWritesPath = { lastWrites: [String] };

type Written = MongoDocument & WithLastWrites;
type Changes = UpdateQuery<Record<string, unknown>>;

/** Where something is written. */
export interface Place<T extends MongoDocument> {
  /** `<verb>.<step>`. */
  readonly step: string;
  readonly of: MongoCollection<T>;
}

export interface ConditionalUpdate {
  /** Names the document by `_id`. */
  readonly filter: { readonly _id: string } & Readonly<Record<string, unknown>>;
  readonly changes: Changes;
  readonly leaves?: readonly PendingLeaf[];
}

interface ManyFilter {
  readonly _id: { readonly $in: readonly string[] };
  readonly [path: string]: unknown;
}

const tokenBytes = 9;
const maxTokens = 8;

export function newWriteToken(): string {
  return randomBytes(tokenBytes).toString('base64url');
}

/** @returns whether the update was applied, by this try or by one before it. @throws DependencyError, and on a duplicate key. */
export async function updateOnce<T extends Written>(
  database: MongoDatabase,
  { step, of }: Place<T>,
  { filter, changes, leaves = [] }: ConditionalUpdate,
): Promise<boolean> {
  const token = newWriteToken();
  const model = writtenModel(database, of);
  const stamped = withLeaves(leaves, stamp(changes, token));
  const mine = { _id: filter._id, lastWrites: token };
  let tries = 0;
  const isApplied = await database.run(step, async () => {
    tries += 1;
    // What an earlier try has done stands, whatever others did on top of it.
    if (tries > 1 && (await model.exists(mine)) !== null) return true;
    const { matchedCount } = await model.updateOne({ ...filter, lastWrites: { $ne: token } }, stamped);
    return matchedCount === 1;
  });
  if (isApplied && leaves.length > 0) database.leafWritten();
  return isApplied;
}

/** The same for many documents. @param update.filter names them by `_id`. @returns how many it was applied to. */
export async function updateManyOnce<T extends Written>(
  database: MongoDatabase,
  { step, of }: Place<T>,
  { filter, changes }: { readonly filter: ManyFilter; readonly changes: Changes },
): Promise<number> {
  const token = newWriteToken();
  const model = writtenModel(database, of);
  const stamped = stamp(changes, token);
  const mine = { _id: filter._id, lastWrites: token };
  let tries = 0;
  return database.run(step, async () => {
    tries += 1;
    const before = tries > 1 ? await model.countDocuments(mine) : 0;
    const { modifiedCount } = await model.updateMany({ ...filter, lastWrites: { $ne: token } }, stamped);
    return before + modifiedCount;
  });
}

/** @returns false where a document with this id, or another unique key of it, is there already. */
export async function insertOnce<T extends Written>(
  database: MongoDatabase,
  { step, of }: Place<T>,
  document: Omit<T, 'lastWrites'> & { readonly hasLeaves?: true },
): Promise<boolean> {
  const token = newWriteToken();
  const model = writtenModel(database, of);
  const stamped = { ...document, lastWrites: [token] } as unknown as Plain;
  const mine = { _id: stamped._id, lastWrites: token };
  const isInserted = await database.run(step, async () => {
    try {
      await model.insertOne(stamped);
      return true;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return (await model.exists(mine)) !== null;
    }
  });
  if (isInserted && document.hasLeaves === true) database.leafWritten();
  return isInserted;
}

/** Inserts what is not there yet; what is, stays as it is. */
export async function insertMissing<T extends MongoDocument>(
  database: MongoDatabase,
  { step, of }: Place<T>,
  documents: readonly T[],
): Promise<void> {
  if (documents.length === 0) return;
  const model: Model<T> = database.model(of);
  await database.run(step, async () => {
    try {
      await model.insertMany([...documents], { ordered: false, lean: true });
    } catch (error) {
      if (!areDuplicates(error)) throw error;
    }
  });
}

/** Nothing went wrong but keys that are there already; no answer, or none of a majority, is no such thing. */
function areDuplicates(error: unknown): boolean {
  if (!(error instanceof mongo.MongoBulkWriteError)) return false;
  const { writeErrors, result } = error;
  const failures = Array.isArray(writeErrors) ? writeErrors : [writeErrors];
  const isAnswered = failures.length > 0 && result.getWriteConcernError() === undefined;
  return isAnswered && failures.every(isDuplicateKey);
}

function stamp(changes: Changes, token: string): Changes {
  const lastWrites = { $each: [token], $slice: -maxTokens };
  return { ...changes, $push: { ...changes.$push, lastWrites } };
}

/** As wide as filters and updates are here; the schema behind it stays strict. */
interface Plain {
  readonly _id: string;
  readonly lastWrites: readonly string[];
}

function writtenModel<T extends Written>(database: MongoDatabase, of: MongoCollection<T>): Model<Plain> {
  return database.model(of) as unknown as Model<Plain>;
}
