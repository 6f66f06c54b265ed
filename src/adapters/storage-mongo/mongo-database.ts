// Answers for the one connection of this process to MongoDB: models, and commands whose unknown results are asked again.
import { createConnection, type Connection, type Model } from 'mongoose';
import { DependencyError } from '../../shared/errors.js';
import { connectionOptions } from './connection-options.js';
import { databaseName } from './database-name.js';
import type { MongoCollection, MongoDocument } from './mongo-collection.js';
import { startRefusal } from './start-refusal.js';
import type { StepHook } from './step-hook.js';
import { isAway, storageError } from './storage-error.js';

const maxTries = 3;
/** Who asks must not wait for three long silences: past this the result stays unknown. */
const triesWithinMs = 5_000;

export interface DatabaseOptions {
  /** Milliseconds; stored with the data, the same for every process (R9). */
  readonly leaseMs: number;
  readonly steps?: StepHook | undefined;
}

export interface ConnectOptions extends DatabaseOptions {
  readonly uri: string;
  /** Instead of the one in the address, or `fairknock`. */
  readonly databaseName?: string | undefined;
}

export class MongoDatabase {
  readonly leaseMs: number;
  private readonly steps: StepHook;
  private readonly leafListeners = new Set<() => void>();
  private isClosed = false;

  constructor(
    readonly connection: Connection,
    { leaseMs, steps = {} }: DatabaseOptions,
  ) {
    this.leaseMs = leaseMs;
    this.steps = steps;
  }

  /** Connects and changes nothing. @throws StartRefusal where nobody answers there. */
  static async connect({
    uri,
    databaseName: dbName = databaseName(uri),
    ...options
  }: ConnectOptions): Promise<MongoDatabase> {
    try {
      const connection = await createConnection(uri, { ...connectionOptions, dbName }).asPromise();
      return new MongoDatabase(connection, options);
    } catch (error) {
      throw startRefusal(error);
    }
  }

  model<T extends MongoDocument>({ name, schema }: MongoCollection<T>): Model<T> {
    const known = this.connection.models[name] as Model<T> | undefined;
    return known ?? this.connection.model<T>(name, schema, name);
  }

  /**
   * Every command goes through here. Where its result is unknown (connection, election, time-out) it is asked again a
   * few times: so it must know by a key of its own whether it was applied before (attempt, leaf id, stored token).
   * @param step `<verb>.<step>`.
   * @throws DependencyError STORAGE_UNAVAILABLE: applied or not, nobody knows (R21).
   */
  async run<T>(step: string, operation: () => Promise<T>): Promise<T> {
    const startMs = performance.now();
    for (let tries = 1; ; tries += 1) {
      if (this.isClosed) throw new DependencyError('STORAGE_UNAVAILABLE', 'the database is closed');
      try {
        await this.steps.before?.(step);
        const result = await operation();
        await this.steps.after?.(step);
        return result;
      } catch (error) {
        const isOver = tries === maxTries || performance.now() - startMs > triesWithinMs;
        if (isOver || !isAway(error)) throw storageError(error);
      }
    }
  }

  /** Called by whoever wrote a leaf into a document, once it is committed: the sequencer need not wait for its next look. */
  leafWritten(): void {
    for (const listener of this.leafListeners) listener();
  }

  /** @returns how to stop listening. Leaves of other processes are not heard of. */
  onLeaf(listener: () => void): () => void {
    this.leafListeners.add(listener);
    return () => this.leafListeners.delete(listener);
  }

  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    await this.connection.close();
  }
}
