// Answers for the composition: which adapter stands behind which port, and which features there are.
import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { AccountsModule } from './accounts/accounts.module.js';
import { SystemClock } from './adapters/clock-system/system-clock.js';
import { InProcessDispatcher } from './adapters/dispatch-in-process/in-process.dispatcher.js';
import { InProcessPacer } from './adapters/dispatch-in-process/in-process-pacer.js';
import { FileKeyRing } from './adapters/keys-file/file-key-ring.js';
import { SmtpMailTransport } from './adapters/mail-smtp/smtp.mail-transport.js';
import { FsSpool } from './adapters/spool-fs/fs.spool.js';
import { StorageSqliteModule } from './adapters/storage-sqlite/storage-sqlite.module.js';
import { FsTemplateSource } from './adapters/templates-fs/fs.template-source.js';
import { AuditLogModule } from './audit-log/audit-log.module.js';
import { CallsModule } from './calls/calls.module.js';
import { CampaignsModule } from './campaigns/campaigns.module.js';
import { Config, databaseFile, keyFile } from './config/config.js';
import { ContactsModule } from './contacts/contacts.module.js';
import { ExportsModule } from './exports/exports.module.js';
import { BackgroundModule } from './http/background.module.js';
import { HttpModule } from './http/http.module.js';
import { LiaModule } from './lia/lia.module.js';
import { OutreachModule } from './outreach/outreach.module.js';
import { Clock } from './ports/clock.port.js';
import { Dispatcher } from './ports/dispatcher.port.js';
import { KeyRing } from './ports/key-ring.port.js';
import { MailTransport } from './ports/mail-transport.port.js';
import { Pacer } from './ports/pacer.port.js';
import { Spool } from './ports/spool.port.js';
import { TemplateSource } from './ports/template-source.port.js';
import { PublicPagesModule } from './public-pages/public-pages.module.js';
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
  BackgroundModule,
];

const adapters: readonly Provider[] = [
  { provide: Dispatcher, useClass: InProcessDispatcher },
  { provide: Pacer, useClass: InProcessPacer },
  { provide: MailTransport, useClass: SmtpMailTransport },
  { provide: Spool, useClass: FsSpool },
  { provide: TemplateSource, useClass: FsTemplateSource },
];

/** What every process needs first. The store asks for the keys, so a database without its keys refuses the start. */
function hostProviders(config: Config, parts: HostParts): Provider[] {
  const openKeys = () => FileKeyRing.open({ keyFile: keyFile(config), databaseFile: databaseFile(config) });
  return [
    { provide: Config, useValue: config },
    { provide: Clock, useFactory: () => parts.clock ?? new SystemClock() },
    { provide: KeyRing, useFactory: () => parts.keyRing ?? openKeys() },
  ];
}

@Module({})
class PortsModule {
  static forRoot(config: Config, parts: HostParts): DynamicModule {
    const providers = [...hostProviders(config, parts), ...adapters];
    const store = StorageSqliteModule.forRoot(parts.databasePath);
    return { module: PortsModule, global: true, imports: [store], providers, exports: [...providers] as Provider[] };
  }
}

@Module({})
export class AppModule {
  /** The whole service. */
  static forRoot(config: Config, parts: HostParts = {}): DynamicModule {
    return { module: AppModule, imports: [PortsModule.forRoot(config, parts), ...features] };
  }

  /** The ports and a few features, for a command that works beside a running service; no other feature starts. */
  static forCommand(config: Config, only: readonly Type[], parts: HostParts = {}): DynamicModule {
    return { module: AppModule, imports: [PortsModule.forRoot(config, parts), ...only] };
  }
}
