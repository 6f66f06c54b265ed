// Answers for letting concurrent verbs share one durable commit; each is a savepoint of its own (R21).
import type { Database, Statement } from 'better-sqlite3';
import { storageError } from './storage-error.js';

interface QueuedVerb {
  /** Runs inside the transaction; what it returns is called once the commit is durable. */
  readonly run: () => () => void;
  readonly fail: (error: unknown) => void;
}

const maxVerbsPerCommit = 256;
const maxCommitMs = 20;

export class GroupCommit {
  private queue: QueuedVerb[] = [];
  private isScheduled = false;
  private readonly statements: Readonly<
    Record<'begin' | 'commit' | 'rollback' | 'save' | 'release' | 'undo', Statement>
  >;

  constructor(private readonly db: Database) {
    this.statements = {
      begin: db.prepare('BEGIN IMMEDIATE'),
      commit: db.prepare('COMMIT'),
      rollback: db.prepare('ROLLBACK'),
      save: db.prepare('SAVEPOINT verb'),
      release: db.prepare('RELEASE verb'),
      undo: db.prepare('ROLLBACK TO verb'),
    };
  }

  /** Resolves only after the shared commit; a verb that throws undoes itself alone. */
  add<T>(verb: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const run = () => {
        const value = verb();
        return () => {
          resolve(value);
        };
      };
      this.queue.push({ run, fail: reject });
      this.schedule();
    });
  }

  /** Commits what is queued, now. */
  flush(): void {
    while (this.queue.length > 0) this.commitSome();
  }

  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    setImmediate(() => {
      this.isScheduled = false;
      if (this.queue.length === 0) return;
      this.commitSome();
      if (this.queue.length > 0) this.schedule();
    });
  }

  private commitSome(): void {
    const taken: QueuedVerb[] = [];
    const done: (() => void)[] = [];
    try {
      this.statements.begin.run();
      const until = performance.now() + maxCommitMs;
      while (this.queue.length > 0 && taken.length < maxVerbsPerCommit && performance.now() < until) {
        const verb = this.queue.shift();
        if (verb === undefined) break;
        taken.push(verb);
        const finish = this.runVerb(verb);
        if (finish !== null) done.push(finish);
      }
      this.statements.commit.run();
    } catch (error) {
      this.failAll(taken, error);
      return;
    }
    for (const finish of done) finish();
  }

  /** @throws where the savepoint itself cannot be kept: then the whole group fails. */
  private runVerb(verb: QueuedVerb): (() => void) | null {
    this.statements.save.run();
    try {
      const finish = verb.run();
      this.statements.release.run();
      return finish;
    } catch (error) {
      // SQLite may have ended the transaction by itself (disk full, I/O error): then nothing of the group holds.
      if (!this.db.inTransaction) throw error;
      this.statements.undo.run();
      this.statements.release.run();
      verb.fail(storageError(error));
      return null;
    }
  }

  private failAll(taken: readonly QueuedVerb[], error: unknown): void {
    this.rollBack();
    // BEGIN failed: whoever waits gets the error at once, instead of trying for ever.
    const failed = taken.length > 0 ? taken : this.queue.splice(0);
    for (const verb of failed) verb.fail(storageError(error));
  }

  private rollBack(): void {
    try {
      if (this.db.inTransaction) this.statements.rollback.run();
    } catch {
      // Whoever waits hears of the first error; the next BEGIN finds the transaction still open and fails in turn.
    }
  }
}
