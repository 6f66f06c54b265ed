// Answers for the composition: which adapter stands behind which port, and which features there are.
import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { AccountsModule } from './accounts/accounts.module.js';
import { SystemClock } from './adapters/clock-system/system-clock.js';
import { FileKeyRing } from './adapters/keys-file/file-key-ring.js';
import { SmtpMailTransport } from './adapters/mail-smtp/smtp.mail-transport.js';
import { FsSpool } from './adapters/spool-fs/fs.spool.js';
import { FsTemplateSource } from './adapters/templates-fs/fs.template-source.js';
import { AuditLogModule } from './audit-log/audit-log.module.js';
import { CallsModule } from './calls/calls.module.js';
import { CampaignsModule } from './campaigns/campaigns.module.js';
import { Config, keyFilePlaces } from './config/config.js';
import { ContactsModule } from './contacts/contacts.module.js';
import { ExportsModule } from './exports/exports.module.js';
import { BackgroundModule } from './http/background.module.js';
import { HttpModule } from './http/http.module.js';
import { ProcessRole } from './http/process-role.js';
import { LiaModule } from './lia/lia.module.js';
import { OutreachModule } from './outreach/outreach.module.js';
import { Clock } from './ports/clock.port.js';
import { KeyRing } from './ports/key-ring.port.js';
import { MailTransport } from './ports/mail-transport.port.js';
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
  /** Without it what the settings say: with a queue that processes share, this one answers requests only. */
  readonly role?: ProcessRole['name'];
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
  { provide: MailTransport, useClass: SmtpMailTransport },
  { provide: TemplateSource, useClass: FsTemplateSource },
];

/** What every process needs first. The store asks for the keys, so a database without its keys refuses the start. */
function hostProviders(config: Config, parts: HostParts): Provider[] {
  const openKeys = () => FileKeyRing.open(keyFilePlaces(config));
  const role = parts.role ?? (config.redisUrl ? 'web' : 'alone');
  return [
    { provide: Config, useValue: config },
    { provide: ProcessRole, useValue: new ProcessRole(role) },
    { provide: Clock, useFactory: () => parts.clock ?? new SystemClock() },
    { provide: KeyRing, useFactory: () => parts.keyRing ?? openKeys() },
  ];
}

interface PortsOptions extends HostParts {
  /** Ends by itself soon: what goes on in the background is left to processes that live. */
  readonly isCommand: boolean;
}

// An engine is loaded where it is used: MongoDB's and Redis' libraries take most of a second.
async function storeModule(config: Config, { databasePath, isCommand }: PortsOptions): Promise<DynamicModule> {
  if (config.mongodbUri) {
    const { StorageMongoModule } = await import('./adapters/storage-mongo/storage-mongo.module.js');
    return StorageMongoModule.forRoot({ isLasting: !isCommand });
  }
  const { StorageSqliteModule } = await import('./adapters/storage-sqlite/storage-sqlite.module.js');
  return StorageSqliteModule.forRoot(databasePath);
}

/** A command sends nothing, so it need not wait for a queue that is away. */
async function queueModule(config: Config, { isCommand }: PortsOptions): Promise<DynamicModule> {
  if (config.redisUrl && !isCommand) {
    const { DispatchBullModule } = await import('./adapters/dispatch-bull/dispatch-bull.module.js');
    return DispatchBullModule.forRoot();
  }
  const { DispatchInProcessModule } = await import('./adapters/dispatch-in-process/dispatch-in-process.module.js');
  return DispatchInProcessModule.forRoot();
}

@Module({})
class PortsModule {
  static forRoot(config: Config, parts: PortsOptions): DynamicModule {
    // The server that keeps the data keeps the uploads as well: every process must come by them.
    const spool: Provider[] = config.mongodbUri ? [] : [{ provide: Spool, useClass: FsSpool }];
    const providers = [...hostProviders(config, parts), ...adapters, ...spool];
    const imports = [storeModule(config, parts), queueModule(config, parts)];
    return { module: PortsModule, global: true, imports, providers, exports: [...providers] as Provider[] };
  }
}

@Module({})
export class AppModule {
  /** The whole service. */
  static forRoot(config: Config, parts: HostParts = {}): DynamicModule {
    return { module: AppModule, imports: [PortsModule.forRoot(config, { ...parts, isCommand: false }), ...features] };
  }

  /** The ports and a few features, for a command that works beside a running service; no other feature starts. */
  static forCommand(config: Config, only: readonly Type[], parts: HostParts = {}): DynamicModule {
    return { module: AppModule, imports: [PortsModule.forRoot(config, { ...parts, isCommand: true }), ...only] };
  }
}
