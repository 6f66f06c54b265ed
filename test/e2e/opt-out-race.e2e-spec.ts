// Answers for the proof that an acknowledged opt-out ends all mail, while a large campaign runs at full speed.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signIn, type ApiClient, type Clients } from '../support/api-client.js';
import { approvedLia, campaignDraft, contactCells, contactsCsv, importContacts } from '../support/campaign-inputs.js';
import { MailLedger } from '../support/mail-ledger.js';
import { oneClick } from '../support/raw-mail.js';
import { allLeaves, allTouches, logProblems, untilCampaign } from '../support/run-records.js';
import { seededRandom, type SeededRandom } from '../support/seeded-random.js';
import { newDataDir, removeDataDir, ServiceProcess } from '../support/service-process.js';
import { SmtpSink } from '../support/smtp-sink.js';

const messageCount = Number(process.env['FAIRKNOCK_TEST_RACE_MESSAGES'] ?? 20_000);
const contactCount = Math.ceil(messageCount / 2);
const optOutCount = Math.min(600, Math.ceil(contactCount / 10));
const minute = 60_000;

const settings = {
  FAIRKNOCK_RATE_PER_SENDER: '0',
  FAIRKNOCK_RATE_PER_DOMAIN: '0',
  FAIRKNOCK_LOG_LEVEL: 'warn',
  FAIRKNOCK_SMTP_CONNECTIONS: '10',
};

/**
 * `click` and `double`: the link of the person's first mail, once so many mails were taken; `during`: the same in the
 * very moment in which the second mail begins; `told`: a colleague enters the wish, whether or not a mail was sent yet.
 */
type Way = 'click' | 'double' | 'during' | 'told';

interface OptOut {
  readonly email: string;
  readonly way: Way;
  /** Mails taken in all, before which it does not begin. */
  readonly notBefore: number;
  isFired: boolean;
  /** `performance.now()` when the first answer had arrived. */
  acknowledgedAt: number | null;
  hadNoMailYet: boolean;
}

function emailOf(number: number): string {
  return contactCells(number)['email'] ?? '';
}

function plannedOptOuts(random: SeededRandom): Map<string, OptOut> {
  const plan = new Map<string, OptOut>();
  while (plan.size < optOutCount) {
    const email = emailOf(random.between(0, contactCount - 1));
    const way = random.pick<Way>(['click', 'double', 'during', 'told']);
    const notBefore = random.between(0, way === 'told' ? contactCount - 1 : messageCount - optOutCount);
    if (!plan.has(email)) {
      plan.set(email, { email, way, notBefore, isFired: false, acknowledgedAt: null, hadNoMailYet: false });
    }
  }
  return plan;
}

/** Fires the wishes as the mails come in. */
class Wishes {
  readonly pending: Promise<void>[] = [];
  private readonly byTime: OptOut[];

  constructor(
    readonly plan: ReadonlyMap<string, OptOut>,
    private readonly ledger: () => MailLedger,
    private readonly sales: ApiClient,
  ) {
    this.byTime = [...plan.values()].filter(({ way }) => way !== 'during').sort((a, b) => a.notBefore - b.notBefore);
  }

  onTaken(to: string): void {
    const { mails, urls } = this.ledger();
    const own = this.plan.get(to);
    if (own !== undefined && own.way !== 'during' && own.notBefore <= mails.length) this.fire(own);
    while ((this.byTime[0]?.notBefore ?? Infinity) <= mails.length) {
      const due = this.byTime.shift();
      // Nobody clicks a link that they have not got; they click when it comes.
      if (due !== undefined && (due.way === 'told' || urls.has(due.email))) this.fire(due);
    }
  }

  onBegun(to: string): void {
    const own = this.plan.get(to);
    if (own?.way === 'during' && this.ledger().urls.has(to)) this.fire(own);
  }

  private fire(wish: OptOut): void {
    if (wish.isFired) return;
    wish.isFired = true;
    const url = this.ledger().urls.get(wish.email);
    wish.hadNoMailYet = url === undefined;
    if (wish.way === 'told' || url === undefined) this.pending.push(this.tell(wish));
    else for (let left = wish.way === 'double' ? 2 : 1; left > 0; left -= 1) this.pending.push(this.click(wish, url));
  }

  private async tell(wish: OptOut): Promise<void> {
    const { status } = await this.sales.post('/v1/suppressions', { email: wish.email, cause: 'objection' });
    acknowledge(wish, status === 201 || status === 200);
  }

  private async click(wish: OptOut, url: string): Promise<void> {
    const { status } = await oneClick(url);
    acknowledge(wish, status === 200);
  }
}

function acknowledge(wish: OptOut, isDone: boolean): void {
  if (!isDone) throw new Error('an opt-out was not answered as it must be');
  wish.acknowledgedAt ??= performance.now();
}

describe('A large campaign in which people opt out', () => {
  const random = seededRandom('opt-out race');
  const plan = plannedOptOuts(random);
  const dataDir = newDataDir();
  let sink: SmtpSink;
  let service: ServiceProcess;
  let clients: Clients;
  let ledger: MailLedger;
  let wishes: Wishes;
  let campaignId: string;

  beforeAll(async () => {
    const from = performance.now();
    sink = await SmtpSink.start();
    service = await ServiceProcess.start(dataDir, { ...settings, FAIRKNOCK_SMTP_URL: sink.url });
    clients = await signIn(service);
    ledger = new MailLedger(sink, {
      onBegun: (to) => {
        wishes.onBegun(to);
      },
      onTaken: ({ to }) => {
        wishes.onTaken(to);
      },
    });
    wishes = new Wishes(plan, () => ledger, clients.sales);
    const liaId = await approvedLia(clients);
    const rows = Array.from({ length: contactCount }, (_, number) => contactCells(number));
    const imported = await importContacts(clients, liaId, contactsCsv(rows));
    expect(imported).toMatchObject({ state: 'finished', created: contactCount, rejected: 0 });
    const importedAt = performance.now();
    const [first] = campaignDraft(liaId).steps;
    const steps = [
      first,
      { channel: 'email', subject: 'Once more', text: 'Hello again.\n\n{{> optOut}}\n', delayDays: 0 },
    ];
    const draft = await clients.sales.post<{ id: string }>('/v1/campaigns', campaignDraft(liaId, { steps }));
    campaignId = draft.body.id;
    expect((await clients.sales.post(`/v1/campaigns/${campaignId}/launch`)).status).toBe(200);
    await sink.until(() => ledger.mails.length >= messageCount - 2 * optOutCount);
    await untilCampaign(clients.sales, campaignId, ({ state }) => state === 'finished');
    await Promise.all(wishes.pending);
    const seconds = (span: number) => (span / 1_000).toFixed(1);
    process.stderr.write(
      `opt-out race: ${String(contactCount)} contacts imported after ${seconds(importedAt - from)} s, ` +
        `${String(ledger.mails.length)} mails in ${seconds(performance.now() - importedAt)} s\n`,
    );
  }, 10 * minute);

  afterAll(async () => {
    await service.stop();
    await sink.close();
    removeDataDir(dataDir);
  }, minute);

  const acknowledged = () => [...plan.values()].filter(({ acknowledgedAt }) => acknowledgedAt !== null);

  it('begins no SMTP transaction when the opt-out was acknowledged before [case 2] [P1]', () => {
    const late = ledger.begun.filter(({ transaction, startedAt }) =>
      transaction.to.some((to) => startedAt > (plan.get(to)?.acknowledgedAt ?? Infinity)),
    );
    expect(late).toEqual([]);
    const byWay = new Map<Way, number>();
    for (const { way } of acknowledged()) byWay.set(way, (byWay.get(way) ?? 0) + 1);
    const untouched = acknowledged().filter(({ hadNoMailYet }) => hadNoMailYet).length;
    const stopped = acknowledged().filter(({ email }) => (ledger.counts.get(email) ?? 0) < 2).length;
    process.stderr.write(
      `opt-out race: acknowledged ${JSON.stringify(Object.fromEntries(byWay))}, ` +
        `${String(untouched)} before any mail, ${String(stopped)} got fewer than both mails\n`,
    );
    // The race would prove nothing if all wishes had come too late.
    expect(acknowledged().length).toBeGreaterThan(optOutCount * 0.7);
    expect(stopped).toBeGreaterThan(optOutCount * 0.2);
  });

  it('sends nobody more than the cap and no step twice when wishes and mails cross [P2]', () => {
    expect(Math.max(...ledger.counts.values())).toBeLessThanOrEqual(2);
    expect(new Set(ledger.mails.map(({ messageId }) => messageId)).size).toBe(ledger.mails.length);
  });

  it('sends both mails to everybody else when hundreds opt out [case 2]', () => {
    const others = Array.from({ length: contactCount }, (_, number) => emailOf(number)).filter(
      (email) => !plan.has(email),
    );
    expect(others.filter((email) => ledger.counts.get(email) !== 2)).toEqual([]);
  });

  it(
    'accounts for every contact and step when the campaign has finished [P6]',
    async () => {
      const touches = await allTouches(clients.auditor, campaignId);
      expect(new Set(touches.map(({ contactId, step }) => `${contactId} ${String(step)}`)).size).toBe(contactCount * 2);
      const sent = touches.filter(({ state }) => state === 'sent');
      expect(sent).toHaveLength(ledger.mails.length);
      const others = touches.filter(({ state }) => state !== 'sent').map(({ state }) => state);
      expect([...new Set(others)].filter((state) => state !== 'cancelled' && state !== 'blocked')).toEqual([]);
      const leaves = await allLeaves(clients.auditor);
      expect(logProblems(leaves)).toEqual([]);
      expect(leaves.filter(({ type }) => type === 'touch.claimed').length).toBeGreaterThanOrEqual(sent.length);
    },
    2 * minute,
  );
});
