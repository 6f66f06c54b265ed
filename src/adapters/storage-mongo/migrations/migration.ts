// Answers for what a migration is: a number that is never used twice, and work that may be done again.
import type { mongo } from 'mongoose';
import type { MongoDatabase } from '../mongo-database.js';

export interface Migration {
  readonly id: number;
  /** Idempotent. */
  run(database: MongoDatabase): Promise<void>;
}

export interface CollectionPlan {
  readonly of: { readonly name: string };
  /** Each with a name, which never changes once released. */
  readonly indexes?: readonly (mongo.IndexDescription & { readonly name: string })[];
}

/** For every collection whose documents may carry leaves that have no number yet. */
export const leavesIndex = {
  name: 'pending_leaves',
  key: { hasLeaves: 1 },
  partialFilterExpression: { hasLeaves: true },
} as const;

const namespaceExistsCode = 48;

/** Makes collections and indexes where they are not there yet. */
export async function makeCollections(database: MongoDatabase, plans: readonly CollectionPlan[]): Promise<void> {
  for (const { of, indexes = [] } of plans) {
    await database.run('migrate.collection', () => makeCollection(database, of.name));
    if (indexes.length === 0) continue;
    const collection = database.connection.collection(of.name);
    await database.run('migrate.indexes', () => collection.createIndexes([...indexes]));
  }
}

async function makeCollection(database: MongoDatabase, name: string): Promise<void> {
  try {
    await database.connection.createCollection(name);
  } catch (error) {
    if ((error as { code?: unknown }).code !== namespaceExistsCode) throw error;
  }
}
