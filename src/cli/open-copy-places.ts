// Answers for the two stores of a copy: the SQLite file of the data directory, and the MongoDB of the settings.
import { FileKeyRing } from '../adapters/keys-file/file-key-ring.js';
import { FsSpool } from '../adapters/spool-fs/fs.spool.js';
import { MongoSpool } from '../adapters/storage-mongo/mongo.spool.js';
import { MongoStoreCopyTarget } from '../adapters/storage-mongo/mongo.store-copy.js';
import { SqliteStoreCopySource } from '../adapters/storage-sqlite/sqlite.store-copy.js';
import { databaseFile, keyFile, type Config } from '../config/config.js';
import { checkKeys } from '../copy-store/check-keys.js';
import type { CopyPlaces } from '../copy-store/copy-store.js';
import { StartRefusal } from '../shared/errors.js';

export interface OpenPlaces extends CopyPlaces {
  close(): Promise<void>;
}

export function openCopySource(config: Config): SqliteStoreCopySource {
  return SqliteStoreCopySource.open({ path: databaseFile(config), leaseMs: config.leaseMs });
}

/** The source first: without its keys there is nothing to open. @throws StartRefusal where either cannot be opened. */
export async function openCopyPlaces(config: Config): Promise<OpenPlaces> {
  const { mongodbUri: uri, leaseMs, environment } = config;
  if (uri == null) throw new StartRefusal('FAIRKNOCK_MONGODB_URI is not set: it names the database to copy into');
  const source = openCopySource(config);
  try {
    const { addressKeys } = FileKeyRing.open({ keyFile: keyFile(config), databaseFile: databaseFile(config) });
    await checkKeys(source, addressKeys);
    const target = await MongoStoreCopyTarget.connect({ uri, leaseMs, environment, addressKeys });
    return {
      source,
      target,
      sourceSpool: new FsSpool(config),
      targetSpool: new MongoSpool(target.database),
      close: async () => {
        await source.close();
        await target.close();
      },
    };
  } catch (error) {
    await source.close();
    throw error;
  }
}
