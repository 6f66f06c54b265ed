// Answers for a MongoDB store of its own for a test: a fresh database with all migrations on a server that runs.
import { randomBytes } from 'node:crypto';
import { migrate } from '../../src/adapters/storage-mongo/migrate.js';
import { MongoDatabase } from '../../src/adapters/storage-mongo/mongo-database.js';
import { MongoAuditLog } from '../../src/adapters/storage-mongo/mongo.audit-log.js';
import { MongoAccountStore } from '../../src/adapters/storage-mongo/mongo.account-store.js';
import { MongoCampaignStore } from '../../src/adapters/storage-mongo/mongo.campaign-store.js';
import { MongoContactStore } from '../../src/adapters/storage-mongo/mongo.contact-store.js';
import { MongoIdempotencyStore } from '../../src/adapters/storage-mongo/mongo.idempotency-store.js';
import { MongoImportStore } from '../../src/adapters/storage-mongo/mongo.import-store.js';
import { MongoLiaStore } from '../../src/adapters/storage-mongo/mongo.lia-store.js';
import { MongoPermitStore } from '../../src/adapters/storage-mongo/mongo.permit-store.js';
import { MongoScreeningStore } from '../../src/adapters/storage-mongo/mongo.screening-store.js';
import { MongoTouchSchedule } from '../../src/adapters/storage-mongo/mongo.touch-schedule.js';
import { MongoStorageHealth } from '../../src/adapters/storage-mongo/mongo.storage-health.js';
import { MongoTouchLedger } from '../../src/adapters/storage-mongo/mongo.touch-ledger.js';
import { Sequencer } from '../../src/adapters/storage-mongo/sequencer.js';
import { openInstallation } from '../../src/adapters/storage-mongo/open-installation.js';
import type { StepHook } from '../../src/adapters/storage-mongo/step-hook.js';

export interface MongoStorageOptions {
  readonly steps?: StepHook;
  /** A second process on the same data names the database of the first. */
  readonly databaseName?: string;
  readonly leaseMs?: number;
}

/** @param server an address without the name of a database. */
export async function openMongoDatabase(
  server: { readonly uri: string },
  { steps, databaseName, leaseMs = 2_000 }: MongoStorageOptions = {},
): Promise<MongoDatabase> {
  const name = databaseName ?? `fairknock-${randomBytes(6).toString('hex')}`;
  const options = { uri: server.uri, databaseName: name, leaseMs };
  const fresh = await MongoDatabase.connect(options);
  await migrate(fresh);
  await fresh.close();
  return openInstallation(await MongoDatabase.connect({ ...options, steps }), { environment: 'test' });
}

export async function openMongoStorage(server: { readonly uri: string }, options: MongoStorageOptions = {}) {
  const database = await openMongoDatabase(server, options);
  const sequencer = new Sequencer(database);
  return {
    database,
    ledger: new MongoTouchLedger(database),
    auditLog: new MongoAuditLog(database, sequencer),
    accounts: new MongoAccountStore(database),
    campaigns: new MongoCampaignStore(database),
    contacts: new MongoContactStore(database),
    idempotency: new MongoIdempotencyStore(database),
    imports: new MongoImportStore(database),
    lias: new MongoLiaStore(database),
    permits: new MongoPermitStore(database),
    screenings: new MongoScreeningStore(database),
    touches: new MongoTouchSchedule(database),
    health: new MongoStorageHealth(database, sequencer),
    /** For a second process on the same data. */
    databaseName: database.connection.name,
    close: () => database.close(),
  };
}

export type MongoStorage = Awaited<ReturnType<typeof openMongoStorage>>;
