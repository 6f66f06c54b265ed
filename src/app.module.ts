// Answers for the composition: which adapter stands behind which port, and which features there are.
import { mkdirSync } from 'node:fs';
import { Module, type DynamicModule, type OnApplicationShutdown, type Provider, type Type } from '@nestjs/common';
import { AccountsModule } from './accounts/accounts.module.js';
import { SystemClock } from './adapters/clock-system/system-clock.js';
import { InProcessDispatcher } from './adapters/dispatch-in-process/in-process.dispatcher.js';
import { InProcessPacer } from './adapters/dispatch-in-process/in-process-pacer.js';
import { FileKeyRing } from './adapters/keys-file/file-key-ring.js';
import { SmtpMailTransport } from './adapters/mail-smtp/smtp.mail-transport.js';
import { FsSpool } from './adapters/spool-fs/fs.spool.js';
import { SqliteDatabase } from './adapters/storage-sqlite/sqlite-database.js';
import { SqliteAccountStore } from './adapters/storage-sqlite/sqlite.account-store.js';
import { SqliteAuditLog } from './adapters/storage-sqlite/sqlite.audit-log.js';
import { SqliteCampaignStore } from './adapters/storage-sqlite/sqlite.campaign-store.js';
import { SqliteContactStore } from './adapters/storage-sqlite/sqlite.contact-store.js';
import { SqliteIdempotencyStore } from './adapters/storage-sqlite/sqlite.idempotency-store.js';
import { SqliteImportStore } from './adapters/storage-sqlite/sqlite.import-store.js';
import { SqliteLiaStore } from './adapters/storage-sqlite/sqlite.lia-store.js';
import { SqlitePermitStore } from './adapters/storage-sqlite/sqlite.permit-store.js';
import { SqliteScreeningStore } from './adapters/storage-sqlite/sqlite.screening-store.js';
import { SqliteStorageHealth } from './adapters/storage-sqlite/sqlite.storage-health.js';
import { SqliteTouchLedger } from './adapters/storage-sqlite/sqlite.touch-ledger.js';
import { SqliteTouchSchedule } from './adapters/storage-sqlite/sqlite.touch-schedule.js';
import { FsTemplateSource } from './adapters/templates-fs/fs.template-source.js';
import { AuditLogModule } from './audit-log/audit-log.module.js';
import { CallsModule } from './calls/calls.module.js';
import { CampaignsModule } from './campaigns/campaigns.module.js';
import { Config, databaseFile, keyFile } from './config/config.js';
import { ContactsModule } from './contacts/contacts.module.js';
import { ExportsModule } from './exports/exports.module.js';
import { HttpModule } from './http/http.module.js';
import { LiaModule } from './lia/lia.module.js';
import { OutreachModule } from './outreach/outreach.module.js';
import { AccountStore } from './ports/account-store.port.js';
import { AuditLog } from './ports/audit-log.port.js';
import { CampaignStore } from './ports/campaign-store.port.js';
import { Clock } from './ports/clock.port.js';
import { ContactStore } from './ports/contact-store.port.js';
import { Dispatcher } from './ports/dispatcher.port.js';
import { IdempotencyStore } from './ports/idempotency-store.port.js';
import { ImportStore } from './ports/import-store.port.js';
import { KeyRing } from './ports/key-ring.port.js';
import { LiaStore } from './ports/lia-store.port.js';
import { MailTransport } from './ports/mail-transport.port.js';
import { Pacer } from './ports/pacer.port.js';
import { PermitStore } from './ports/permit-store.port.js';
import { ScreeningStore } from './ports/screening-store.port.js';
import { Spool } from './ports/spool.port.js';
import { StorageHealth } from './ports/storage-health.port.js';
import { TemplateSource } from './ports/template-source.port.js';
import { TouchLedger } from './ports/touch-ledger.port.js';
import { TouchSchedule } from './ports/touch-schedule.port.js';
import { PublicPagesModule } from './public-pages/public-pages.module.js';
import { StartRefusal } from './shared/errors.js';
import { SuppressionModule } from './suppression/suppression.module.js';

/** What tests put in the place of the host's own. */
export interface HostParts {
  readonly clock?: Clock;
  readonly keyRing?: KeyRing;
  /** `:memory:` or a file; without it the file in the data directory. */
  readonly databasePath?: string;
}

const features: readonly Type[] = [
  AccountsModule,
  ContactsModule,
  LiaModule,
  CampaignsModule,
  OutreachModule,
  CallsModule,
  SuppressionModule,
  ExportsModule,
  AuditLogModule,
  PublicPagesModule,
  HttpModule,
];

const adapters: readonly Provider[] = [
  { provide: AccountStore, useClass: SqliteAccountStore },
  { provide: AuditLog, useClass: SqliteAuditLog },
  { provide: CampaignStore, useClass: SqliteCampaignStore },
  { provide: ContactStore, useClass: SqliteContactStore },
  { provide: IdempotencyStore, useClass: SqliteIdempotencyStore },
  { provide: ImportStore, useClass: SqliteImportStore },
  { provide: LiaStore, useClass: SqliteLiaStore },
  { provide: PermitStore, useClass: SqlitePermitStore },
  { provide: ScreeningStore, useClass: SqliteScreeningStore },
  { provide: StorageHealth, useClass: SqliteStorageHealth },
  { provide: TouchLedger, useClass: SqliteTouchLedger },
  { provide: TouchSchedule, useClass: SqliteTouchSchedule },
  { provide: Dispatcher, useClass: InProcessDispatcher },
  { provide: Pacer, useClass: InProcessPacer },
  { provide: MailTransport, useClass: SmtpMailTransport },
  { provide: Spool, useClass: FsSpool },
  { provide: TemplateSource, useClass: FsTemplateSource },
];

function openDatabase(config: Config, path: string): SqliteDatabase {
  try {
    mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
    return SqliteDatabase.open({ path, leaseMs: config.leaseMs });
  } catch (error) {
    if (error instanceof StartRefusal) throw error;
    const { code, message } = error as Partial<Error> & { code?: unknown };
    throw new StartRefusal(`the database ${path} cannot be opened (${String(code)}: ${message ?? ''})`);
  }
}

/** What every process opens; the keys before the database (a database without its keys refuses the start). */
function hostProviders(config: Config, parts: HostParts): Provider[] {
  const database = databaseFile(config);
  const openKeys = () => FileKeyRing.open({ keyFile: keyFile(config), databaseFile: database });
  return [
    { provide: Config, useValue: config },
    { provide: Clock, useFactory: () => parts.clock ?? new SystemClock() },
    { provide: KeyRing, useFactory: () => parts.keyRing ?? openKeys() },
    {
      provide: SqliteDatabase,
      inject: [KeyRing],
      useFactory: () => openDatabase(config, parts.databasePath ?? database),
    },
  ];
}

@Module({})
class PortsModule implements OnApplicationShutdown {
  constructor(private readonly database: SqliteDatabase) {}

  /** After requests and messages have ended: the store closes last. */
  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }

  static forRoot(config: Config, parts: HostParts): DynamicModule {
    const providers = [...hostProviders(config, parts), ...adapters];
    const tokens = providers.map((provider) => ('provide' in provider ? provider.provide : provider));
    return {
      module: PortsModule,
      global: true,
      providers,
      exports: tokens.filter((token) => token !== SqliteDatabase),
    };
  }
}

@Module({})
export class AppModule {
  /** The whole service. */
  static forRoot(config: Config, parts: HostParts = {}): DynamicModule {
    return { module: AppModule, imports: [PortsModule.forRoot(config, parts), ...features] };
  }

  /** The ports and a few features, for a command that works beside a running service: nothing starts by itself. */
  static forCommand(config: Config, only: readonly Type[], parts: HostParts = {}): DynamicModule {
    return { module: AppModule, imports: [PortsModule.forRoot(config, parts), ...only] };
  }
}
