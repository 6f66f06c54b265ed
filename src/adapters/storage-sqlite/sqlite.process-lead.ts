// Answers for which process leads: the one that holds the lock of a small file beside the database.
import { chmodSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { OnApplicationShutdown } from '@nestjs/common';
import SqliteConnection, { type Database } from 'better-sqlite3';
import { ProcessLead } from '../../ports/process-lead.port.js';
import { storageError } from './storage-error.js';

const memory = ':memory:';
const fileName = 'lead.lock';
const fileMode = 0o600;

/**
 * `BEGIN EXCLUSIVE` is held for the life of the process on a file of its own, so that the database stays open to
 * everybody. The system frees the lock with the process, also after kill -9. A database in memory has one process only.
 */
export class SqliteProcessLead extends ProcessLead implements OnApplicationShutdown {
  private readonly path: string;
  private held: Database | null = null;

  /** @param databasePath a file, or `:memory:`. */
  constructor(databasePath: string) {
    super();
    this.path = databasePath === memory ? memory : join(dirname(databasePath), fileName);
  }

  tryTake(): Promise<boolean> {
    try {
      this.held ??= lockedFile(this.path);
      return Promise.resolve(this.held !== null);
    } catch (error) {
      return Promise.reject(storageError(error));
    }
  }

  release(): Promise<void> {
    this.held?.close();
    this.held = null;
    return Promise.resolve();
  }

  /** The last hook: by then nothing is being worked off any more. */
  onApplicationShutdown(): Promise<void> {
    return this.release();
  }
}

/** Null where another process holds it. */
function lockedFile(path: string): Database | null {
  const file = new SqliteConnection(path, { timeout: 0 });
  try {
    // Opening and closing the file by other means would drop a lock that this process holds on it.
    if (path !== memory) chmodSync(path, fileMode);
    // Nothing is ever written, so no journal has to lie beside it.
    file.pragma('journal_mode = MEMORY');
    file.exec('BEGIN EXCLUSIVE');
    return file;
  } catch (error) {
    file.close();
    if ((error as { code?: unknown }).code === 'SQLITE_BUSY') return null;
    throw error;
  }
}
