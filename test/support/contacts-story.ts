// Answers for stories about contacts told over HTTP to the whole application, with an approved assessment at hand.
import { expect } from '@jest/globals';
import { ImportRunnerService } from '../../src/contacts/imports/import-runner.service.js';
import { AuditLog } from '../../src/ports/audit-log.port.js';
import { liaDraft } from './campaign-inputs.js';
import { FakeClock } from './fake-clock.js';
import { openApp, type Answer, type CallOptions, type OpenApp, type OpenAppOptions } from './open-app.js';

export const pageSource = {
  kind: 'company_website',
  url: 'https://acme.example/team',
  capturedAt: '2026-11-20T10:00:00Z',
  capturedBy: 'researcher',
  visibility: 'public',
};

export const jane = {
  email: 'jane.doe@acme.example',
  givenName: 'Jane',
  jobTitle: 'Head of Learning',
  organisation: 'Acme Ltd',
  country: 'GB',
  subscriberType: 'corporate',
  sources: [pageSource],
};

export interface ImportProgress {
  readonly id: string;
  readonly state: string;
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly droppedFields: readonly string[];
}

export class ContactsStory {
  constructor(
    readonly app: OpenApp,
    readonly clock: FakeClock,
    private readonly secondDpo: string,
  ) {}

  call(target: string, options: CallOptions = {}): Promise<Answer> {
    const { as = 'sales', ...rest } = options;
    const key = as === null ? null : ((this.app.keys as Record<string, string>)[as] ?? as);
    return this.app.call(target, { as: key, ...rest });
  }

  async approvedLia(bounds: Record<string, unknown> = {}): Promise<string> {
    const { body } = await this.call('POST /v1/lias', { as: 'dpo', body: liaDraft(bounds) });
    await this.call(`POST /v1/lias/${body.id}/submit`, { as: 'dpo', body: {} });
    const approval = { nextReviewOn: '2027-06-01' };
    const approved = await this.call(`POST /v1/lias/${body.id}/approve`, { as: this.secondDpo, body: approval });
    expect(approved.status).toBe(200);
    return body.id as string;
  }

  create(liaId: string, more: object = {}): Promise<Answer> {
    return this.call(`POST /v1/contacts?liaId=${liaId}`, { body: { ...jane, ...more } });
  }

  upload(liaId: string, csv: string | Buffer): Promise<Answer> {
    return this.call(`POST /v1/contacts/imports?liaId=${liaId}`, {
      body: csv,
      headers: { 'content-type': 'text/csv' },
    });
  }

  /** Uploads and works off. @returns how it ended. */
  async import(liaId: string, csv: string | Buffer): Promise<ImportProgress> {
    const accepted = await this.upload(liaId, csv);
    expect(accepted.status).toBe(202);
    return this.finished(accepted.body.id as string);
  }

  async finished(importId: string): Promise<ImportProgress> {
    await this.app.port(ImportRunnerService).idle();
    return (await this.call(`GET /v1/contacts/imports/${importId}`)).body as ImportProgress;
  }

  async eventTypes(): Promise<string[]> {
    const log = this.app.port(AuditLog);
    return (await log.read(0, await log.size())).map((entry) => entry.type);
  }

  /** Lets the clock run until the promise has ended: for replies that wait for a lease. */
  async inTime<T>(promise: Promise<T>): Promise<T> {
    const state = { hasEnded: false };
    const ended = promise.finally(() => {
      state.hasEnded = true;
    });
    // Where it fails, the caller sees it below.
    ended.catch(() => undefined);
    while (!state.hasEnded) await this.clock.advance(50);
    return ended;
  }

  close(): Promise<void> {
    return this.inTime(this.app.close());
  }
}

/** @param options.keys of the accounts that an opened store has already. */
export async function openContactsStory(
  options: OpenAppOptions & { readonly keys?: OpenApp['keys'] } = {},
): Promise<ContactsStory> {
  const clock = new FakeClock('2026-11-23T10:00:00Z');
  const opened = await openApp({ clock, ...options });
  const app = options.keys === undefined ? opened : { ...opened, keys: options.keys };
  const body = { name: 'Second', kind: 'person', roles: ['dpo'] };
  const second = await app.call('POST /v1/accounts', { as: app.keys.admin, body });
  return new ContactsStory(app, clock, second.body.key as string);
}
