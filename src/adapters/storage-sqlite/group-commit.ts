// Answers for letting concurrent verbs share one durable commit; each is undone alone where it fails (R21).
import type { Database, Statement } from 'better-sqlite3';
import { storageError } from './storage-error.js';

interface QueuedVerb {
  /** Runs inside the transaction; what it returns is called once the commit is durable. */
  readonly run: () => () => void;
  readonly fail: (error: unknown) => void;
}

const maxVerbsPerCommit = 256;
const maxCommitMs = 20;
const maxTurns = 8;

export class GroupCommit {
  private queue: QueuedVerb[] = [];
  private isScheduled = false;
  private readonly statements: Readonly<
    Record<'begin' | 'commit' | 'rollback' | 'save' | 'release' | 'undo', Statement>
  >;

  /**
   * @param onReset called when a transaction begins, and when a part of it was undone.
   * @param onCommit called after each commit.
   */
  constructor(
    private readonly db: Database,
    private readonly onReset: () => void,
    private readonly onCommit: () => void,
  ) {
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
    this.waitForMore(0, 0);
  }

  /** Commits once a turn of the event loop brings nothing new, so that replies that come together share a flush. */
  private waitForMore(seenCount: number, turns: number): void {
    setImmediate(() => {
      const { length } = this.queue;
      if (length > seenCount && length < maxVerbsPerCommit && turns < maxTurns) {
        this.waitForMore(length, turns + 1);
        return;
      }
      this.isScheduled = false;
      if (length === 0) return;
      this.commitSome();
      if (this.queue.length > 0) this.schedule();
    });
  }

  /**
   * Without savepoints at first, which would copy each page a verb changes. Where a verb throws, all of the group is
   * rolled back and done again with one savepoint per verb: it ends the same, and verbs change nothing but the database.
   */
  private commitSome(): void {
    const taken: QueuedVerb[] = [];
    let isVerbAtFault = false;
    try {
      this.begin();
      const done: (() => void)[] = [];
      const until = performance.now() + maxCommitMs;
      while (this.queue.length > 0 && taken.length < maxVerbsPerCommit && performance.now() < until) {
        const verb = this.queue.shift();
        if (verb === undefined) break;
        taken.push(verb);
        isVerbAtFault = true;
        done.push(verb.run());
        isVerbAtFault = false;
      }
      this.commit(done);
    } catch (error) {
      this.rollBack();
      if (isVerbAtFault) this.commitApart(taken);
      else this.failAll(taken, error);
    }
  }

  private commitApart(taken: readonly QueuedVerb[]): void {
    try {
      this.begin();
      this.commit(taken.map((verb) => this.runApart(verb)));
    } catch (error) {
      this.failAll(taken, error);
    }
  }

  private begin(): void {
    this.statements.begin.run();
    this.onReset();
  }

  private commit(done: readonly (() => void)[]): void {
    this.statements.commit.run();
    for (const finish of done) finish();
    this.onCommit();
  }

  /** @throws where the savepoint itself cannot be kept: then the whole group fails. */
  private runApart(verb: QueuedVerb): () => void {
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
      this.onReset();
      return () => {
        verb.fail(storageError(error));
      };
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
