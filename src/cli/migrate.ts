// Answers for `fairknock migrate`: the store that is configured is brought up to this version.
import { mkdirSync } from 'node:fs';
import type { Command } from 'commander';
import { FileKeyRing } from '../adapters/keys-file/file-key-ring.js';
import { databaseFile, keyFilePlaces, type Config } from '../config/config.js';
import { processEnvironment } from '../config/process-environment.js';
import { readConfig } from '../config/read-config.js';
import type { KeyRing } from '../ports/key-ring.port.js';

interface MigrateOptions {
  readonly json?: true;
}

async function migrateSqlite(config: Config): Promise<readonly number[]> {
  const { SqliteDatabase } = await import('../adapters/storage-sqlite/sqlite-database.js');
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const database = SqliteDatabase.open({ path: databaseFile(config), leaseMs: config.leaseMs });
  await database.close();
  return database.migrated;
}

async function migrateMongo(config: Config, uri: string, { addressKeys }: KeyRing): Promise<readonly number[]> {
  const { MongoDatabase } = await import('../adapters/storage-mongo/mongo-database.js');
  const { migrateInstallation } = await import('../adapters/storage-mongo/migrate-installation.js');
  const { leaseMs, environment } = config;
  const database = await MongoDatabase.connect({ uri, leaseMs });
  try {
    return await migrateInstallation(database, { environment, addressKeys });
  } finally {
    await database.close();
  }
}

async function migrate({ json }: MigrateOptions): Promise<void> {
  const { config } = readConfig(processEnvironment());
  // Before the store, as at every start: a store whose keys are gone must not be opened.
  const keys = FileKeyRing.open(keyFilePlaces(config));
  const { mongodbUri } = config;
  const ran = mongodbUri ? await migrateMongo(config, mongodbUri, keys) : await migrateSqlite(config);
  const lines = ran.map((id) => `migration ${id} is done\n`).join('');
  const text = `${lines}the ${mongodbUri ? 'MongoDB' : 'SQLite'} database is ready for this version\n`;
  process.stdout.write(json === true ? `${JSON.stringify({ ran })}\n` : text);
}

export function addMigrate(program: Command): void {
  program
    .command('migrate')
    .description('bring the database up to this version; repeating it is harmless')
    .option('--json', 'print { "ran": [numbers] }')
    .action(migrate);
}
