// Answers for the send path as it runs, on a store in memory, a real mail server and a clock that the test moves.
import { Global, Module, type ClassProvider, type DynamicModule, type ValueProvider } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { InProcessDispatcher } from '../../src/adapters/dispatch-in-process/in-process.dispatcher.js';
import { InProcessPacer } from '../../src/adapters/dispatch-in-process/in-process-pacer.js';
import { SmtpMailTransport } from '../../src/adapters/mail-smtp/smtp.mail-transport.js';
import { SqliteProcessPresence } from '../../src/adapters/storage-sqlite/sqlite.process-presence.js';
import { FsTemplateSource } from '../../src/adapters/templates-fs/fs.template-source.js';
import { Config } from '../../src/config/config.js';
import { OutreachRunner } from '../../src/outreach/outreach-runner.js';
import { OutreachModule } from '../../src/outreach/outreach.module.js';
import { messageIdOf, touchIdOf } from '../../src/outreach/touch-ids.js';
import { AuditLog } from '../../src/ports/audit-log.port.js';
import { CampaignStore, type Campaign, type CampaignStep } from '../../src/ports/campaign-store.port.js';
import { Clock } from '../../src/ports/clock.port.js';
import { ContactStore, type Contact, type ContactFields } from '../../src/ports/contact-store.port.js';
import { Dispatcher } from '../../src/ports/dispatcher.port.js';
import { KeyRing } from '../../src/ports/key-ring.port.js';
import { LiaStore, type Lia, type LiaBounds } from '../../src/ports/lia-store.port.js';
import { MailTransport } from '../../src/ports/mail-transport.port.js';
import { Pacer } from '../../src/ports/pacer.port.js';
import { ProcessPresence } from '../../src/ports/process-presence.port.js';
import { ScreeningStore } from '../../src/ports/screening-store.port.js';
import { TemplateSource } from '../../src/ports/template-source.port.js';
import { TouchLedger } from '../../src/ports/touch-ledger.port.js';
import { TouchSchedule, type Touch } from '../../src/ports/touch-schedule.port.js';
import { emailKeys, phoneGateKeys } from '../../src/shared/address-keys.js';
import { parseEmail } from '../../src/shared/canonical-email.js';
import type { CanonicalPhone } from '../../src/shared/canonical-phone.js';
import type { CampaignId } from '../../src/shared/ids.js';
import type { DateOnly, Instant } from '../../src/shared/instant.js';
import { SuppressionModule } from '../../src/suppression/suppression.module.js';
import { SuppressionService } from '../../src/suppression/suppression.service.js';
import { aCampaign } from './campaign.builder.js';
import { aContact } from './contact.builder.js';
import { anEvent } from './event.builder.js';
import { FakeClock } from './fake-clock.js';
import { aLia } from './lia.builder.js';
import { mailConfig } from './mail-config.js';
import { openStorage } from './open-storage.js';
import { SmtpSink } from './smtp-sink.js';
import type { StoragePorts } from './storage-ports.js';

const secret = new Uint8Array(32).fill(7);

class FixedKeyRing extends KeyRing {
  readonly addressKeys = [{ version: 1, secret }];
  readonly tokenKeys = [{ version: 1, secret }];
}

export const keyRing = new FixedKeyRing();

/** Replaces or watches what a port does, for one worker only. */
export interface StoryOptions {
  readonly config?: Partial<Config>;
  readonly ledger?: (real: TouchLedger) => TouchLedger;
  readonly touches?: (real: TouchSchedule) => TouchSchedule;
  readonly clock?: (real: Clock) => Clock;
  readonly presence?: ProcessPresence;
}

type PortProvider = ClassProvider | ValueProvider;

const silence = { log: noop, error: noop, warn: noop, fatal: noop };

function noop(): void {
  // Expected warnings would only hide the unexpected ones.
}

@Global()
@Module({})
class PortsModule {
  static of(providers: PortProvider[]): DynamicModule {
    return { module: PortsModule, providers, exports: providers.map(({ provide }) => provide) };
  }
}

/** Lists and uploads of suppressions are no part of sending. */
@Module({ providers: [SuppressionService], exports: [SuppressionService] })
class OnlySuppressing {}

export class OutreachStory {
  private readonly workers: TestingModule[] = [];

  private constructor(
    readonly storage: StoragePorts,
    readonly sink: SmtpSink,
    readonly clock: FakeClock,
  ) {}

  /** @param storage an empty one of another engine. */
  static async open(
    at: string = '2026-11-23T10:00:00Z',
    storage: StoragePorts = openStorage(),
  ): Promise<OutreachStory> {
    return new OutreachStory(storage, await SmtpSink.start(), new FakeClock(at));
  }

  /** A process of its own as far as its memory goes; on the same store, relay and clock. Not started yet. */
  async worker(options: StoryOptions = {}): Promise<TestingModule> {
    const { storage, clock } = this;
    const config = mailConfig({ smtpUrl: this.sink.url, ...options.config });
    const value = (provide: ValueProvider['provide'], useValue: unknown): ValueProvider => ({ provide, useValue });
    const ports: PortProvider[] = [
      value(TouchLedger, options.ledger?.(storage.ledger) ?? storage.ledger),
      value(TouchSchedule, options.touches?.(storage.touches) ?? storage.touches),
      value(AuditLog, storage.auditLog),
      value(ContactStore, storage.contacts),
      value(LiaStore, storage.lias),
      value(CampaignStore, storage.campaigns),
      value(ScreeningStore, storage.screenings),
      value(ProcessPresence, options.presence ?? new SqliteProcessPresence()),
      value(KeyRing, keyRing),
      value(Clock, options.clock?.(clock) ?? clock),
      value(Config, config),
      value(TemplateSource, new FsTemplateSource()),
      { provide: MailTransport, useClass: SmtpMailTransport },
      { provide: Dispatcher, useClass: InProcessDispatcher },
      { provide: Pacer, useClass: InProcessPacer },
    ];
    const worker = await Test.createTestingModule({ imports: [PortsModule.of(ports), OutreachModule] })
      .overrideModule(SuppressionModule)
      .useModule(OnlySuppressing)
      .setLogger(silence)
      .compile();
    this.workers.push(worker);
    return worker;
  }

  /** A worker that sends what is due by itself. */
  async start(options: StoryOptions = {}): Promise<TestingModule> {
    const worker = await this.worker(options);
    await worker.init();
    worker.get(OutreachRunner).lead();
    return worker;
  }

  /** An assessment in force that allows email to Britain at any hour. */
  async lia(bounds: Partial<LiaBounds> = {}): Promise<Lia> {
    const base = aLia();
    const [version] = base.versions;
    if (version === undefined) throw new Error('the builder made no version');
    const open = {
      targetRoles: [],
      minGapDays: 0,
      sendWindow: { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' },
    };
    const draft = {
      ...version.draft,
      processors: [{ name: 'Relay', country: 'GB', purpose: 'mail' }],
      bounds: {
        ...version.draft.bounds,
        ...open,
        dataFields: ['email', 'phone', 'givenName', 'jobTitle', 'organisation'] as const,
        ...bounds,
      },
    };
    const inForce = { ...version, state: 'in_force', draft, nextReviewOn: '2027-06-01' as DateOnly } as const;
    const lia: Lia = { ...base, versions: [inForce] };
    await this.storage.lias.create(lia, anEvent());
    return lia;
  }

  /** A British company contact with a row in the ledger. */
  async contact(lia: Lia, fields: Partial<ContactFields> = {}): Promise<Contact> {
    const made = aContact({ companyNumber: '01234567', ...fields }, { liaId: lia.id });
    const parsed = parseEmail(made.fields?.email ?? '');
    if (parsed === null) throw new Error('no address');
    const keys = emailKeys(keyRing.addressKeys, parsed.canonical);
    const resolution = await this.storage.ledger.resolvePerson([keys]);
    if (resolution.kind !== 'row') throw new Error('no row');
    const phone = made.fields?.phone as CanonicalPhone | undefined;
    const [source] = made.sources;
    const contact: Contact = {
      ...made,
      rowId: resolution.rowId,
      emailKey: keys.current,
      phoneKeys: phone === undefined ? [] : phoneGateKeys(keyRing.addressKeys, phone),
      sources:
        source === undefined
          ? []
          : [{ ...source, fields: ['email', 'phone', 'givenName', 'jobTitle', 'organisation'] }],
    };
    await this.storage.contacts.create(contact, anEvent());
    return contact;
  }

  async campaign(lia: Lia, steps: readonly Partial<CampaignStep>[] = [{}]): Promise<Campaign> {
    const campaign = aCampaign({
      liaId: lia.id,
      sender: { name: 'Sam', address: 'sam@courses.example', replyTo: null },
      steps: steps.map((step, index) => ({
        channel: 'email',
        subject: `Hello {{givenName}} ${index}`,
        html: '<p>Hello {{givenName}}</p>{{> notice}}{{> optOut}}',
        text: 'Hello {{givenName}}\n\n{{> notice}}\n\n{{> optOut}}',
        delayDays: 0,
        ...step,
      })),
    });
    await this.storage.campaigns.create(campaign, anEvent());
    return campaign;
  }

  /** Plans the first step of the contact, due now. */
  async plan(campaign: Campaign, contact: Contact, dueAt: Instant = this.clock.now()): Promise<Touch> {
    const id = touchIdOf(contact.rowId, campaign.id, 0);
    const { rowId } = contact;
    const messageId = messageIdOf(id, campaign.sender.address);
    const base = { id, campaignId: campaign.id, contactId: contact.id, rowId, step: 0, channel: 'email' } as const;
    await this.storage.touches.plan([{ ...base, dueAt, messageId }]);
    return this.touch(campaign.id, contact);
  }

  /** Plans the step after this one, waiting for it, as a launch does. */
  async planNext({ rowId, campaignId, contactId, channel, step, messageId }: Touch): Promise<Touch> {
    const next = { id: touchIdOf(rowId, campaignId, step + 1), step: step + 1 };
    await this.storage.touches.plan([{ ...next, campaignId, contactId, rowId, channel, dueAt: null, messageId }]);
    const planned = await this.storage.touches.find(next.id);
    if (planned === null) throw new Error('not planned');
    return planned;
  }

  /** Assessment, contact, campaign and first touch in one. */
  async story(steps: readonly Partial<CampaignStep>[] = [{}], bounds: Partial<LiaBounds> = {}) {
    const lia = await this.lia(bounds);
    const contact = await this.contact(lia);
    const campaign = await this.campaign(lia, steps);
    const touch = await this.plan(campaign, contact);
    return { lia, contact, campaign, touch };
  }

  async touch(campaignId: CampaignId, contact: Contact, step = 0): Promise<Touch> {
    const touch = await this.storage.touches.findByStep(campaignId, contact.id, step);
    if (touch === null) throw new Error(`step ${step} is not planned`);
    return touch;
  }

  /** Lets the event loop turn until the condition holds; the clock stands still meanwhile. */
  async until(condition: () => Promise<boolean> | boolean): Promise<void> {
    while (!(await condition())) await new Promise<void>((resolve) => setImmediate(resolve));
  }

  /** Waits until the touch is in this state. */
  async untilState(touch: Touch, state: Touch['state']): Promise<Touch> {
    let found = touch;
    await this.until(async () => {
      found = (await this.storage.touches.find(touch.id)) ?? touch;
      return found.state === state;
    });
    return found;
  }

  async row(contact: Contact) {
    const row = await this.storage.ledger.readPerson(contact.rowId);
    if (row === null) throw new Error('no row');
    return row;
  }

  /** Types of the leaves about touches, in the order of the log. */
  async leaves(): Promise<string[]> {
    const entries = await this.storage.auditLog.read(0, 10_000);
    return entries.map(({ type }) => type).filter((type) => type.startsWith('touch.'));
  }

  async close(): Promise<void> {
    for (const worker of this.workers) {
      const end = { isReached: false };
      const closing = worker.close().finally(() => (end.isReached = true));
      // Whoever waits comes to its wait only after the store has answered.
      while (!end.isReached) await this.clock.advance(10_000);
      await closing;
    }
    await this.sink.close();
    await this.storage.close();
  }
}
