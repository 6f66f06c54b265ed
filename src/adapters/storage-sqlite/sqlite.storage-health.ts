// Answers for whether the SQLite file answers and is sound.
import { Injectable } from '@nestjs/common';
import { StorageHealth } from '../../ports/storage-health.port.js';
import { DependencyError } from '../../shared/errors.js';
import { SqliteDatabase } from './sqlite-database.js';

const sound = 'ok';

@Injectable()
export class SqliteStorageHealth extends StorageHealth {
  constructor(private readonly database: SqliteDatabase) {
    super();
  }

  ping(): Promise<void> {
    try {
      this.database.prepare('SELECT value FROM installation LIMIT 1').get();
      return Promise.resolve();
    } catch (error) {
      return Promise.reject(
        new DependencyError('STORAGE_UNAVAILABLE', 'the database does not answer', { cause: error }),
      );
    }
  }

  check(): Promise<readonly string[]> {
    const lines = this.database.db.prepare('PRAGMA integrity_check').pluck().all() as string[];
    const broken = this.database.db.prepare('PRAGMA foreign_key_check').all().length;
    const orphans = broken === 0 ? [] : [`${broken} rows refer to rows that are not there`];
    return Promise.resolve([...lines.filter((line) => line !== sound), ...orphans]);
  }
}
