// Answers for bringing a database file up to this version's tables, and for refusing one that is newer.
import type { Database } from 'better-sqlite3';
import { StartRefusal } from '../../shared/errors.js';
import { migrations } from './migrations/migrations.js';

/**
 * Idempotent; two processes that start at once wait for each other. @returns the numbers of those that ran.
 * @throws StartRefusal for a newer schema.
 */
export function migrate(db: Database): readonly number[] {
  const run = db.transaction(() => {
    db.exec('CREATE TABLE IF NOT EXISTS migrations (id INTEGER PRIMARY KEY NOT NULL) STRICT');
    const done = new Set(db.prepare('SELECT id FROM migrations').pluck().all() as number[]);
    const known = new Set(migrations.map((migration) => migration.id));
    if ([...done].some((id) => !known.has(id))) {
      throw new StartRefusal('the database was written by a newer version of Fairknock: update the program');
    }
    const open = migrations.filter((migration) => !done.has(migration.id));
    for (const { id, sql } of open) {
      db.exec(sql);
      db.prepare('INSERT INTO migrations VALUES (?)').run(id);
    }
    return open.map(({ id }) => id);
  });
  return run.immediate();
}
