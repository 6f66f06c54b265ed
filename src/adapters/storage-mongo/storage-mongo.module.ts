// Answers for providing every storage port by MongoDB: connects at the start, closes at the end.
import { Module, type DynamicModule, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import { getConnectionToken, MongooseModule } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Config } from '../../config/config.js';
import { AccountStore } from '../../ports/account-store.port.js';
import { AuditLog } from '../../ports/audit-log.port.js';
import { CampaignStore } from '../../ports/campaign-store.port.js';
import { ContactStore } from '../../ports/contact-store.port.js';
import { IdempotencyStore } from '../../ports/idempotency-store.port.js';
import { ImportStore } from '../../ports/import-store.port.js';
import { KeyRing } from '../../ports/key-ring.port.js';
import { LiaStore } from '../../ports/lia-store.port.js';
import { PermitStore } from '../../ports/permit-store.port.js';
import { ProcessLead } from '../../ports/process-lead.port.js';
import { ProcessPresence } from '../../ports/process-presence.port.js';
import { ScreeningStore } from '../../ports/screening-store.port.js';
import { Spool } from '../../ports/spool.port.js';
import { StorageHealth } from '../../ports/storage-health.port.js';
import { TouchLedger } from '../../ports/touch-ledger.port.js';
import { TouchSchedule } from '../../ports/touch-schedule.port.js';
import { connectionOptions } from './connection-options.js';
import { databaseName } from './database-name.js';
import { keyFingerprints } from './key-fingerprints.js';
import { MongoDatabase } from './mongo-database.js';
import { MongoAccountStore } from './mongo.account-store.js';
import { MongoAuditLog } from './mongo.audit-log.js';
import { MongoCampaignStore } from './mongo.campaign-store.js';
import { MongoContactStore } from './mongo.contact-store.js';
import { MongoIdempotencyStore } from './mongo.idempotency-store.js';
import { MongoImportStore } from './mongo.import-store.js';
import { MongoLiaStore } from './mongo.lia-store.js';
import { MongoPermitStore } from './mongo.permit-store.js';
import { MongoProcessLead } from './mongo.process-lead.js';
import { MongoProcessPresence } from './mongo.process-presence.js';
import { MongoScreeningStore } from './mongo.screening-store.js';
import { MongoSpool } from './mongo.spool.js';
import { MongoStorageHealth } from './mongo.storage-health.js';
import { MongoTouchLedger } from './mongo.touch-ledger.js';
import { MongoTouchSchedule } from './mongo.touch-schedule.js';
import { openInstallation } from './open-installation.js';
import { ResumeRunner } from './resume-runner.js';
import { SequencerRunner } from './sequencer-runner.js';
import { Sequencer } from './sequencer.js';
import { startRefusal } from './start-refusal.js';

/** One line a port; each store adds its own. */
const ports: Provider[] = [
  { provide: AccountStore, useClass: MongoAccountStore },
  { provide: AuditLog, useClass: MongoAuditLog },
  { provide: CampaignStore, useClass: MongoCampaignStore },
  { provide: ContactStore, useClass: MongoContactStore },
  { provide: IdempotencyStore, useClass: MongoIdempotencyStore },
  { provide: ImportStore, useClass: MongoImportStore },
  { provide: LiaStore, useClass: MongoLiaStore },
  { provide: PermitStore, useClass: MongoPermitStore },
  {
    provide: ProcessLead,
    inject: [MongoDatabase],
    useFactory: (database: MongoDatabase) => new MongoProcessLead(database),
  },
  {
    provide: ProcessPresence,
    inject: [MongoDatabase],
    useFactory: (database: MongoDatabase) => new MongoProcessPresence(database),
  },
  { provide: ScreeningStore, useClass: MongoScreeningStore },
  { provide: Spool, useClass: MongoSpool },
  { provide: StorageHealth, useClass: MongoStorageHealth },
  { provide: TouchLedger, useClass: MongoTouchLedger },
  { provide: TouchSchedule, useClass: MongoTouchSchedule },
];

const connecting = MongooseModule.forRootAsync({
  inject: [Config],
  useFactory: ({ mongodbUri }: Config) => {
    const uri = mongodbUri ?? '';
    // The start is refused at once; whoever supervises the process starts it again.
    const once = { retryAttempts: 0, connectionErrorFactory: startRefusal };
    return { uri, dbName: databaseName(uri), ...connectionOptions, ...once };
  },
});

/** @throws StartRefusal. */
function openDatabase(connection: Connection, config: Config, keys: KeyRing): Promise<MongoDatabase> {
  const database = new MongoDatabase(connection, { leaseMs: config.leaseMs });
  const fingerprints = keyFingerprints(keys.addressKeys);
  return openInstallation(database, { environment: config.environment, keyFingerprints: fingerprints });
}

/** Needs global providers of `Config` and `KeyRing`. */
@Module({})
export class StorageMongoModule implements OnApplicationShutdown {
  constructor(private readonly database: MongoDatabase) {}

  /** @param o.isLasting for processes that live: they number leaves, one at a time, and end what broke off. */
  static forRoot(o: { readonly isLasting: boolean }): DynamicModule {
    const database: Provider = {
      provide: MongoDatabase,
      inject: [getConnectionToken(), Config, KeyRing],
      useFactory: openDatabase,
    };
    return {
      module: StorageMongoModule,
      global: true,
      imports: [connecting],
      providers: [database, Sequencer, ...(o.isLasting ? [SequencerRunner, ResumeRunner] : []), ...ports],
      exports: [...ports],
    };
  }

  /** After requests and messages have ended: the store closes last. */
  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
