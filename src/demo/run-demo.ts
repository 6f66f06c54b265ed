// Answers for the demo's story: import, assessment, preview, campaign, an opt-out in the middle of it, export.
import { optOutUrlOf, type CaughtMail } from './caught-mail.js';
import type { MailCatcher } from './mail-catcher.js';
import { sampleCampaign, sampleLia } from './sample-lia.js';
import { sampleContactsCsv } from './sample-contacts.js';
import type { DemoClient } from './demo-client.js';
import type { VerdictRow } from './verdict-table.js';
import type { Instant } from '../shared/instant.js';

export interface DemoCast {
  readonly sales: DemoClient;
  readonly dpo: DemoClient;
  readonly secondDpo: DemoClient;
  readonly auditor: DemoClient;
  readonly catcher: MailCatcher;
  readonly say: (line: string) => void;
  /** Resolves soon, to look again. */
  readonly pause: () => Promise<void>;
  readonly now: Instant;
  /** A date within the next twelve months. */
  readonly nextReviewOn: string;
}

export interface DemoResult {
  readonly contacts: number;
  readonly allowed: number;
  readonly held: number;
  readonly blocked: number;
  readonly byReason: Readonly<Record<string, number>>;
  readonly sent: number;
  readonly optedOut: number;
  /** Transactions to the person that started after the opt-out was acknowledged; must be 0. */
  readonly sentAfterOptOut: number;
  readonly exportRows: number;
  readonly rows: readonly VerdictRow[];
  /** What was promised and not kept; empty when all is well. */
  readonly broken: readonly string[];
}

interface Preview {
  readonly totals: { readonly allow: number; readonly hold: number; readonly block: number };
  readonly byReason: Readonly<Record<string, number>>;
  readonly items: readonly { readonly contactId: string; readonly verdict: Omit<VerdictRow, 'who' | 'country'> }[];
  readonly nextCursor: string | null;
}

export async function runDemo(cast: DemoCast): Promise<DemoResult> {
  const liaId = await approveLia(cast);
  const imported = await importContacts(cast, liaId);
  const campaignId = await createCampaign(cast, liaId, sampleCampaign.name);
  const preview = await cast.sales.post<Preview>(`/v1/campaigns/${campaignId}/preview?limit=200`);
  const rows = await readableRows(cast, preview);
  cast.say(`${String(imported)} contacts: ${JSON.stringify(preview.totals)}`);

  const optOut = optOutOnFirstMail(cast);
  await cast.sales.post(`/v1/campaigns/${campaignId}/launch`);
  const { acknowledgedAt, address } = await optOut;
  await untilAtRest(cast, campaignId);
  const second = await refusedSecondCampaign(cast, liaId);
  const csv = await cast.auditor.getText('/v1/exports/provenance?format=csv');
  const exportRows = csv.trim().split(/\r?\n/).length - 1;

  const toPerson = cast.catcher.mails.filter((mail) => mail.to === address);
  const sentAfterOptOut = toPerson.filter((mail) => mail.startedAt > acknowledgedAt).length;
  const numbers = {
    contacts: imported,
    allowed: preview.totals.allow,
    held: preview.totals.hold,
    blocked: preview.totals.block,
    byReason: preview.byReason,
    sent: cast.catcher.mails.length,
    optedOut: 1,
    sentAfterOptOut,
    exportRows,
  };
  return { ...numbers, rows, broken: brokenPromises(cast, numbers, second) };
}

async function approveLia({ dpo, secondDpo, nextReviewOn, say }: DemoCast): Promise<string> {
  const { id } = await dpo.post<{ id: string }>('/v1/lias', sampleLia);
  await dpo.post(`/v1/lias/${id}/submit`);
  await secondDpo.post(`/v1/lias/${id}/approve`, { nextReviewOn, comment: 'Read and found balanced.' });
  say('The assessment is written by one data-protection officer and approved by another.');
  return id;
}

async function importContacts({ sales, say, pause, now }: DemoCast, liaId: string): Promise<number> {
  const { id } = await sales.postCsv<{ id: string }>(`/v1/contacts/imports?liaId=${liaId}`, sampleContactsCsv(now));
  for (;;) {
    const progress = await sales.get<{ state: string; created: number; rejected: number }>(
      `/v1/contacts/imports/${id}`,
    );
    if (progress.state === 'failed') throw new Error('the import failed');
    if (progress.state === 'finished') {
      say(
        `Contacts imported with their sources: ${String(progress.created)} taken, ${String(progress.rejected)} refused.`,
      );
      return progress.created;
    }
    await pause();
  }
}

async function createCampaign({ sales }: DemoCast, liaId: string, name: string): Promise<string> {
  const body = { ...sampleCampaign, name, liaId, audience: { filter: {} } };
  return (await sales.post<{ id: string }>('/v1/campaigns', body)).id;
}

async function readableRows({ sales }: DemoCast, preview: Preview): Promise<VerdictRow[]> {
  const rows: VerdictRow[] = [];
  for (const { contactId, verdict } of preview.items) {
    const contact = await sales.get<{ email: string; country: string }>(`/v1/contacts/${contactId}`);
    rows.push({ who: contact.email, country: contact.country, outcome: verdict.outcome, reasons: verdict.reasons });
  }
  return rows;
}

/** The first person who gets a mail clicks the one-click link at once, over real HTTP (RFC 8058). */
function optOutOnFirstMail({ catcher, say }: DemoCast): Promise<{ acknowledgedAt: number; address: string }> {
  return new Promise((resolve, reject) => {
    let isTaken = false;
    catcher.onMail((caught) => {
      if (isTaken) return;
      isTaken = true;
      say('The first person opts out while the campaign runs.');
      oneClick(caught).then(resolve, reject);
    });
  });
}

async function oneClick(caught: CaughtMail): Promise<{ acknowledgedAt: number; address: string }> {
  const url = optOutUrlOf(caught.mail);
  if (url === null) throw new Error('the message has no opt-out link');
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });
  if (response.status !== 200) throw new Error(`the opt-out was answered with ${String(response.status)}`);
  return { acknowledgedAt: performance.now(), address: caught.to };
}

interface TouchView {
  readonly contactId: string;
  readonly step: number;
  readonly state: string;
}

async function untilAtRest(cast: DemoCast, campaignId: string): Promise<void> {
  for (;;) {
    const touches = await allTouches(cast, campaignId);
    if (touches.length > 0 && !touches.some((touch) => isMoving(touch, touches))) {
      const states = new Map<string, number>();
      for (const { state } of touches) states.set(state, (states.get(state) ?? 0) + 1);
      cast.say(`The campaign came to rest: ${JSON.stringify(Object.fromEntries(states))}`);
      return;
    }
    await cast.pause();
  }
}

async function allTouches({ sales }: DemoCast, campaignId: string): Promise<TouchView[]> {
  const touches: TouchView[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const path: string = `/v1/campaigns/${campaignId}/touches?limit=200${cursor === '' ? '' : `&cursor=${cursor}`}`;
    const page: { items: TouchView[]; nextCursor: string | null } = await sales.get(path);
    touches.push(...page.items);
    cursor = page.nextCursor;
  }
  return touches;
}

/** A later step of somebody whose first step is held waits with it, and may wait for ever. */
function isMoving(touch: TouchView, touches: readonly TouchView[]): boolean {
  if (touch.state === 'claimed') return true;
  if (touch.state !== 'scheduled') return false;
  const before = touches.find(({ contactId, step }) => contactId === touch.contactId && step === touch.step - 1);
  return before === undefined || before.state === 'sent' || isMoving(before, touches);
}

/** Everybody who got both mails is at the limit now, whatever the campaign is called. */
async function refusedSecondCampaign(cast: DemoCast, liaId: string): Promise<Preview> {
  const id = await createCampaign(cast, liaId, 'AI courses, one more try');
  const preview = await cast.sales.post<Preview>(`/v1/campaigns/${id}/preview`);
  cast.say(`A second campaign to the same people is refused: ${JSON.stringify(preview.totals)}`);
  return preview;
}

type Numbers = Omit<DemoResult, 'rows' | 'broken'>;

function brokenPromises({ catcher }: DemoCast, numbers: Numbers, second: Preview): string[] {
  const perPerson = new Map<string, number>();
  for (const { to } of catcher.mails) perPerson.set(to, (perPerson.get(to) ?? 0) + 1);
  const checks: readonly [boolean, string][] = [
    [numbers.sentAfterOptOut === 0, 'a message started after the opt-out was acknowledged'],
    [numbers.sent > 0, 'nothing was sent'],
    [numbers.allowed > 0 && numbers.held > 0 && numbers.blocked > 0, 'the preview does not show allow, hold and block'],
    [[...perPerson.values()].every((count) => count <= sampleLia.bounds.maxEmails), 'somebody got more than the limit'],
    [perPerson.size <= numbers.allowed, 'somebody got mail who was not allowed'],
    [second.totals.allow === 0, 'a second campaign was allowed'],
    [catcher.mails.every(({ mail }) => optOutUrlOf(mail) !== null), 'a message left without an opt-out link'],
    [numbers.exportRows > 0, 'the export is empty'],
  ];
  return checks.filter(([isKept]) => !isKept).map(([, what]) => what);
}
