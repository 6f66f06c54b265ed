// Answers for providing every storage port by SQLite: opens the file at the start, closes it at the end.
import { mkdirSync } from 'node:fs';
import { Module, type DynamicModule, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import { Config, databaseFile } from '../../config/config.js';
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
import { StorageHealth } from '../../ports/storage-health.port.js';
import { TouchLedger } from '../../ports/touch-ledger.port.js';
import { TouchSchedule } from '../../ports/touch-schedule.port.js';
import { StartRefusal } from '../../shared/errors.js';
import { SqliteAccountStore } from './sqlite.account-store.js';
import { SqliteAuditLog } from './sqlite.audit-log.js';
import { SqliteCampaignStore } from './sqlite.campaign-store.js';
import { SqliteContactStore } from './sqlite.contact-store.js';
import { SqliteIdempotencyStore } from './sqlite.idempotency-store.js';
import { SqliteImportStore } from './sqlite.import-store.js';
import { SqliteLiaStore } from './sqlite.lia-store.js';
import { SqlitePermitStore } from './sqlite.permit-store.js';
import { SqliteProcessLead } from './sqlite.process-lead.js';
import { SqliteProcessPresence } from './sqlite.process-presence.js';
import { SqliteScreeningStore } from './sqlite.screening-store.js';
import { SqliteStorageHealth } from './sqlite.storage-health.js';
import { SqliteTouchLedger } from './sqlite.touch-ledger.js';
import { SqliteTouchSchedule } from './sqlite.touch-schedule.js';
import { SqliteDatabase } from './sqlite-database.js';

const ports: Provider[] = [
  { provide: AccountStore, useClass: SqliteAccountStore },
  { provide: AuditLog, useClass: SqliteAuditLog },
  { provide: CampaignStore, useClass: SqliteCampaignStore },
  { provide: ContactStore, useClass: SqliteContactStore },
  { provide: IdempotencyStore, useClass: SqliteIdempotencyStore },
  { provide: ImportStore, useClass: SqliteImportStore },
  { provide: LiaStore, useClass: SqliteLiaStore },
  { provide: PermitStore, useClass: SqlitePermitStore },
  { provide: ProcessPresence, useClass: SqliteProcessPresence },
  { provide: ScreeningStore, useClass: SqliteScreeningStore },
  { provide: StorageHealth, useClass: SqliteStorageHealth },
  { provide: TouchLedger, useClass: SqliteTouchLedger },
  { provide: TouchSchedule, useClass: SqliteTouchSchedule },
];

/** @throws StartRefusal where the file cannot be opened, is newer, or was used with another lease. */
function openDatabase(config: Config, path: string): SqliteDatabase {
  try {
    mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
    return SqliteDatabase.open({ path, leaseMs: config.leaseMs });
  } catch (error) {
    if (error instanceof StartRefusal) throw error;
    const { code = 'unknown error' } = error as { code?: string };
    throw new StartRefusal(`the database ${path} cannot be opened (${code})`, { cause: error });
  }
}

/** Needs global providers of `Config` and `KeyRing`: a database whose keys are gone must not be opened. */
@Module({})
export class StorageSqliteModule implements OnApplicationShutdown {
  constructor(private readonly database: SqliteDatabase) {}

  /** @param path `:memory:` or a file; without it the file in the data directory. */
  static forRoot(path?: string): DynamicModule {
    const database: Provider = {
      provide: SqliteDatabase,
      inject: [Config, KeyRing],
      useFactory: (config: Config) => openDatabase(config, path ?? databaseFile(config)),
    };
    const lead: Provider = {
      provide: ProcessLead,
      inject: [Config],
      useFactory: (config: Config) => new SqliteProcessLead(path ?? databaseFile(config)),
    };
    const exported = [...ports, lead];
    return { module: StorageSqliteModule, global: true, providers: [database, ...exported], exports: exported };
  }

  /** After requests and messages have ended: the store closes last. */
  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
