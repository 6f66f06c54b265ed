// Answers for bringing a database up to this version's collections and indexes, and for refusing one that is newer.
import { StartRefusal } from '../../shared/errors.js';
import { readInstallation } from './check-installation.js';
import { migrations } from './migrations/migrations.js';
import type { MongoDatabase } from './mongo-database.js';
import { installation, installationId } from './schemas/installation.schema.js';
import { isDuplicateKey } from './storage-error.js';

/**
 * Idempotent, also half-way: a migration is marked when all of it is done, and two processes may run it at once.
 * @returns the numbers of those that ran. @throws StartRefusal for a newer schema.
 */
export async function migrate(database: MongoDatabase): Promise<readonly number[]> {
  await makeInstallation(database);
  const done = new Set((await readInstallation(database))?.migrations ?? []);
  if ([...done].some((id) => !migrations.some((migration) => migration.id === id))) {
    throw new StartRefusal('the database was written by a newer version of Fairknock: update the program');
  }
  const open = migrations.filter(({ id }) => !done.has(id));
  for (const migration of open) {
    await migration.run(database);
    const mark = { $addToSet: { migrations: migration.id } };
    const model = database.model(installation);
    await database.run('migrate.mark', () => model.updateOne({ _id: installationId }, mark));
  }
  return open.map(({ id }) => id);
}

async function makeInstallation(database: MongoDatabase): Promise<void> {
  const fresh = { $setOnInsert: { migrations: [], leaseMs: null, keyFingerprints: [] } };
  const model = database.model(installation);
  try {
    await database.run('migrate.make', () => model.updateOne({ _id: installationId }, fresh, { upsert: true }));
  } catch (error) {
    // Two that start at once: the document is there, which is all that was wanted.
    if (!isDuplicateKey(error)) throw error;
  }
}
