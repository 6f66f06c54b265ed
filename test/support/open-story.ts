// Answers for stories told over HTTP to the whole application: a hand-driven clock, a real relay, a person per role.
import type { Abstract, Type } from '@nestjs/common';
import { AuditLog } from '../../src/ports/audit-log.port.js';
import { TouchLedger } from '../../src/ports/touch-ledger.port.js';
import type { GateKey } from '../../src/shared/ids.js';
import type { Leaf } from '../../src/shared/audit-leaf.js';
import { liaDraft } from './campaign-inputs.js';
import { FakeClock } from './fake-clock.js';
import { openApp, type OpenApp } from './open-app.js';
import { SmtpSink } from './smtp-sink.js';

interface Reply<T> {
  readonly status: number;
  readonly body: T;
}

/** Somebody with a key. */
export class StoryClient {
  constructor(
    private readonly app: OpenApp,
    private readonly key: string,
  ) {}

  get<T = unknown>(path: string): Promise<Reply<T>> {
    return this.app.call(`GET ${path}`, { as: this.key });
  }

  post<T = unknown>(path: string, body: object = {}): Promise<Reply<T>> {
    return this.app.call(`POST ${path}`, { as: this.key, body });
  }

  upload<T = unknown>(path: string, csv: string, idempotencyKey: string): Promise<Reply<T>> {
    const headers = { 'content-type': 'text/csv', 'idempotency-key': idempotencyKey };
    return this.app.call(`POST ${path}`, { as: this.key, body: csv, headers });
  }

  put<T = unknown>(path: string, body: object): Promise<Reply<T>> {
    return this.app.call(`PUT ${path}`, { as: this.key, body });
  }
}

// A lease ends soon enough in steps that let requests go on in between.
const stepMs = 50;

export class Story {
  constructor(
    private readonly app: OpenApp,
    readonly clock: FakeClock,
    readonly sink: SmtpSink,
    readonly secondDpo: StoryClient,
  ) {}

  readonly sales = this.client('sales');
  readonly dpo = this.client('dpo');
  readonly auditor = this.client('auditor');
  readonly admin = this.client('admin');

  get leaseMs(): number {
    return this.app.config.leaseMs;
  }

  get<T>(token: Type<T> | Abstract<T>): T {
    return this.app.port(token);
  }

  async account(kind: 'person' | 'machine', roles: readonly string[]): Promise<StoryClient> {
    return accountOf(this.app, kind, roles);
  }

  /** Drafts, submits and has approved by the second person. @returns the id. */
  async approvedLia(bounds: Record<string, unknown> = {}, nextReviewOn = '2027-06-01'): Promise<string> {
    const { body } = await this.dpo.post<{ id: string }>('/v1/lias', liaDraft(bounds));
    await this.dpo.post(`/v1/lias/${body.id}/submit`);
    const { status } = await this.secondDpo.post(`/v1/lias/${body.id}/approve`, { nextReviewOn });
    if (status !== 200) throw new Error(`not approved: ${status}`);
    return body.id;
  }

  /** Opens a version that goes beyond the one in force. */
  async widen(liaId: string): Promise<void> {
    await this.dpo.put(`/v1/lias/${liaId}/draft`, liaDraft({ maxEmails: 9 }));
  }

  /** A British company contact with a source, whom the gate allows. @returns the id. */
  async contact(liaId: string, number: number, more: object = {}): Promise<string> {
    const domain = `company-${number}.example`;
    const { status, body } = await this.sales.post<{ id: string }>(`/v1/contacts?liaId=${liaId}`, {
      email: `person.${number}@${domain}`,
      givenName: 'Pat',
      jobTitle: 'Head of Learning',
      organisation: `Company ${number} Ltd`,
      country: 'GB',
      language: 'en',
      subscriberType: 'corporate',
      companyNumber: String(10_000_000 + number),
      sources: [
        {
          kind: 'company_website',
          url: `https://${domain}/team`,
          capturedAt: '2026-11-20T10:00:00Z',
          capturedBy: 'researcher',
          visibility: 'public',
          publishedBy: 'employer',
          noSolicitation: false,
        },
      ],
      ...more,
    });
    if (status !== 201) throw new Error(`no contact: ${JSON.stringify(body)}`);
    return body.id;
  }

  /** Every leaf of the log. */
  async leaves(): Promise<Leaf[]> {
    const log = this.get(AuditLog);
    const entries = await log.read(0, await log.size());
    return entries.map((entry) => JSON.parse(entry.leafJson) as Leaf);
  }

  async isGateClosed(key: string): Promise<boolean> {
    return (await this.get(TouchLedger).closedGates([key as GateKey])).length > 0;
  }

  /** Lets the event loop turn until the condition holds; the clock stands still meanwhile. */
  async until(condition: () => Promise<boolean> | boolean): Promise<void> {
    while (!(await condition())) await new Promise<void>((resolve) => setImmediate(resolve));
  }

  /** Lets the clock run until the promise has ended: for replies that wait for a lease. */
  async inTime<T>(promise: Promise<T>): Promise<T> {
    const state = { hasEnded: false };
    const ended = promise.finally(() => {
      state.hasEnded = true;
    });
    // Where it fails, the caller sees it below.
    ended.catch(() => undefined);
    while (!state.hasEnded) await this.clock.advance(stepMs);
    return ended;
  }

  async close(): Promise<void> {
    await this.inTime(this.app.close());
    await this.sink.close();
  }

  private client(role: 'sales' | 'dpo' | 'auditor' | 'admin'): StoryClient {
    return new StoryClient(this.app, this.app.keys[role]);
  }
}

async function accountOf(app: OpenApp, kind: 'person' | 'machine', roles: readonly string[]): Promise<StoryClient> {
  const body = { name: `A ${kind}`, kind, roles };
  const reply = await app.call('POST /v1/accounts', { as: 'admin', body });
  return new StoryClient(app, (reply.body as { key: string }).key);
}

/** A second before the end of a day, for what hangs on the date: a hand-driven clock goes through every wait of the workers. */
export const lastSecondOfMonday = '2026-11-23T23:59:59Z';

/** A Monday morning; mail goes to a sink of its own. */
export async function openStory(at = '2026-11-23T10:00:00Z'): Promise<Story> {
  const clock = new FakeClock(at);
  const sink = await SmtpSink.start();
  const app = await openApp({ clock, config: { smtpUrl: sink.url } });
  return new Story(app, clock, sink, await accountOf(app, 'person', ['dpo']));
}
