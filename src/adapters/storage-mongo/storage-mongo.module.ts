// Answers for providing every storage port by MongoDB: connects at the start, closes at the end.
import { Module, type DynamicModule, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import { getConnectionToken, MongooseModule } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Config } from '../../config/config.js';
import { KeyRing } from '../../ports/key-ring.port.js';
import { checkInstallation } from './check-installation.js';
import { connectionOptions } from './connection-options.js';
import { databaseName } from './database-name.js';
import { keyFingerprints } from './key-fingerprints.js';
import { MongoDatabase } from './mongo-database.js';
import { startRefusal } from './start-refusal.js';

/** One line a port; each store adds its own. */
const ports: Provider[] = [];

const connecting = MongooseModule.forRootAsync({
  inject: [Config],
  useFactory: ({ mongodbUri }: Config) => {
    const uri = mongodbUri ?? '';
    // The start is refused at once; whoever supervises the process starts it again.
    const once = { retryAttempts: 0, connectionErrorFactory: startRefusal };
    return { uri, dbName: databaseName(uri), ...connectionOptions, ...once };
  },
});

/** @throws StartRefusal for a wrong topology, an older or newer schema, another lease or other address keys. */
async function openDatabase(connection: Connection, config: Config, keys: KeyRing): Promise<MongoDatabase> {
  const database = new MongoDatabase(connection, { leaseMs: config.leaseMs });
  const fingerprints = keyFingerprints(keys.addressKeys);
  try {
    await checkInstallation(database, { environment: config.environment, keyFingerprints: fingerprints });
    return database;
  } catch (error) {
    await database.close();
    throw startRefusal(error);
  }
}

/** Needs global providers of `Config` and `KeyRing`. */
@Module({})
export class StorageMongoModule implements OnApplicationShutdown {
  constructor(private readonly database: MongoDatabase) {}

  static forRoot(): DynamicModule {
    const database: Provider = {
      provide: MongoDatabase,
      inject: [getConnectionToken(), Config, KeyRing],
      useFactory: openDatabase,
    };
    return {
      module: StorageMongoModule,
      global: true,
      imports: [connecting],
      providers: [database, ...ports],
      exports: [...ports],
    };
  }

  /** After requests and messages have ended: the store closes last. */
  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
