// Answers for the one connection of this process to the SQLite file: settings, tables, statements, shared commits.
import { chmodSync, closeSync, openSync } from 'node:fs';
import SqliteConnection, { type Database, type Statement } from 'better-sqlite3';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import { DependencyError, StartRefusal } from '../../shared/errors.js';
import type { RowId } from '../../shared/ids.js';
import { Checkpointer } from './checkpointer.js';
import { refuseCopied } from './copy-state.js';
import { GroupCommit } from './group-commit.js';
import { LeafWriter } from './leaf-writer.js';
import { migrate } from './migrate.js';
import { storageError } from './storage-error.js';

/** What a verb may do inside its savepoint. */
export interface SqliteTx {
  readonly db: Database;
  /** @returns the leaf's number in the log. */
  appendLeaf(event: AuditEvent): number;
  /** A leaf of the ledger row itself: it is about that row, and counted there (R23). @returns the same. */
  appendRowLeaf(rowId: RowId, event: AuditEvent): number;
}

export interface SqliteOptions {
  /** A file, created with mode 0600, or `:memory:`. */
  readonly path: string;
  readonly leaseMs: number;
  /** Opens also what is being moved to another store. */
  readonly isForCopy?: true;
}

const busyTimeoutMs = 5_000;
const fileMode = 0o600;

export class SqliteDatabase {
  private readonly statements = new Map<string, Statement>();
  private readonly commits: GroupCommit;
  private readonly tx: SqliteTx;
  /** Null in memory. */
  private readonly checkpointer: Checkpointer | null;
  private isClosed = false;

  private constructor(
    /** For reads; writes go through `write`. */
    readonly db: Database,
    /** Milliseconds; stored with the data, the same for every process (R9). */
    readonly leaseMs: number,
    /** Numbers of the migrations that opening it ran. */
    readonly migrated: readonly number[],
  ) {
    this.checkpointer = db.memory ? null : new Checkpointer(db.name);
    const leaves = new LeafWriter(db);
    const forget = () => {
      leaves.forgetHead();
    };
    this.commits = new GroupCommit(db, forget, () => this.checkpointer?.committed());
    this.tx = {
      db,
      appendLeaf: (event) => leaves.append(event, false),
      appendRowLeaf: (rowId, event) => leaves.append({ ...event, subject: rowId }, true),
    };
  }

  /**
   * @throws StartRefusal where the file is newer than the program, was used with another lease, or was moved elsewhere.
   */
  static open(options: SqliteOptions): SqliteDatabase {
    if (options.path !== ':memory:') keepPrivate(options.path);
    const db = new SqliteConnection(options.path, { timeout: busyTimeoutMs });
    // Keys are digests, so each change meets a page of its own: small pages halve what a commit writes.
    db.pragma('page_size = 2048');
    db.pragma('journal_mode = WAL');
    // Acknowledged means durable: an opt-out must survive the power cord (R21).
    db.pragma('synchronous = FULL');
    // Without it macOS lets the disk keep a commit in its own cache; elsewhere it does nothing.
    db.pragma('fullfsync = ON');
    db.pragma('foreign_keys = ON');
    // The checkpointer copies the log on another thread; this is for a log that grows faster, or where it failed.
    db.pragma('wal_autocheckpoint = 50000');
    db.pragma('cache_size = -65536');
    // What is erased is overwritten, not only unlinked (Article 17).
    db.pragma('secure_delete = ON');
    const migrated = migrate(db);
    keepLease(db, options.leaseMs);
    if (options.isForCopy !== true) refuseCopied(db);
    return new SqliteDatabase(db, options.leaseMs, migrated);
  }

  /** A prepared statement, kept by its text. */
  prepare(sql: string): Statement {
    const kept = this.statements.get(sql);
    if (kept !== undefined) return kept;
    const statement = this.db.prepare(sql);
    this.statements.set(sql, statement);
    return statement;
  }

  /** What is committed, by any process. @throws DependencyError where the file does not answer. */
  read<T>(query: () => T): Promise<T> {
    try {
      return Promise.resolve(query());
    } catch (error) {
      return Promise.reject(storageError(error));
    }
  }

  /** One atomic verb; resolves after the shared commit is durable. @throws DependencyError where the file takes no write. */
  write<T>(verb: (tx: SqliteTx) => T): Promise<T> {
    if (this.isClosed) return Promise.reject(new DependencyError('STORAGE_UNAVAILABLE', 'the database is closed'));
    return this.commits.add(() => verb(this.tx));
  }

  /** Commits what is queued, then closes. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    this.commits.flush();
    await this.checkpointer?.close();
    this.db.close();
  }
}

/** Before the first byte is in it; SQLite gives its log files the same mode. */
function keepPrivate(path: string): void {
  closeSync(openSync(path, 'a', fileMode));
  chmodSync(path, fileMode);
}

function keepLease(db: Database, leaseMs: number): void {
  db.exec('CREATE TABLE IF NOT EXISTS installation (name TEXT PRIMARY KEY NOT NULL, value ANY NOT NULL) STRICT');
  db.prepare("INSERT OR IGNORE INTO installation VALUES ('leaseMs', ?)").run(leaseMs);
  const stored = db.prepare("SELECT value FROM installation WHERE name = 'leaseMs'").pluck().get() as number;
  if (stored !== leaseMs) {
    throw new StartRefusal(`FAIRKNOCK_LEASE_MS is ${leaseMs}, but this data is kept with a lease of ${stored} ms`);
  }
}
