// Answers for the proof that kill -9 at any moment of a running campaign doubles nothing and loses nothing silently.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signIn, type Clients } from '../support/api-client.js';
import { approvedLia, campaignDraft, contactCells, contactsCsv, importContacts } from '../support/campaign-inputs.js';
import { MailLedger } from '../support/mail-ledger.js';
import { oneClick } from '../support/raw-mail.js';
import { allLeaves, allTouches, logProblems, untilCampaign, type TouchRecord } from '../support/run-records.js';
import { seededRandom } from '../support/seeded-random.js';
import { newDataDir, removeDataDir, ServiceProcess } from '../support/service-process.js';
import { SmtpSink } from '../support/smtp-sink.js';

const killCount = Number(process.env['FAIRKNOCK_TEST_KILLS'] ?? 25);
const contactCount = Math.max(200, killCount * 36);
// Five things happen in a transaction: the kill hits each of them.
const maxEventsPerLife = 400;
const optOutShare = 0.02;
const minute = 60_000;

const settings = {
  FAIRKNOCK_RATE_PER_SENDER: '0',
  FAIRKNOCK_RATE_PER_DOMAIN: '0',
  FAIRKNOCK_LOG_LEVEL: 'warn',
};

describe('A campaign whose process is killed again and again', () => {
  const random = seededRandom('kill');
  const dataDir = newDataDir();
  const acknowledgedAt = new Map<string, number>();
  const pending: Promise<void>[] = [];
  let sink: SmtpSink;
  let service: ServiceProcess;
  let clients: Clients;
  let ledger: MailLedger;
  let campaignId: string;
  let touches: TouchRecord[];

  const start = () => ServiceProcess.start(dataDir, { ...settings, FAIRKNOCK_SMTP_URL: sink.url });

  /** A service that dies over the request has acknowledged nothing. */
  async function optOut(to: string, url: string): Promise<void> {
    const reply = await oneClick(service.url + new URL(url).pathname).catch(() => null);
    if (reply?.status === 200 && !acknowledgedAt.has(to)) acknowledgedAt.set(to, performance.now());
  }

  /** Resolves when the process is dead; the signal goes out in the very turn in which the event happens. */
  async function killAfter(eventCount: number): Promise<void> {
    let left = eventCount;
    const deaths: Promise<unknown>[] = [];
    const normal = sink.script;
    sink.script = (phase, transaction) => {
      left -= 1;
      if (left === 0) deaths.push(service.kill());
      return normal(phase, transaction);
    };
    await sink.until(() => deaths.length > 0);
    await Promise.all(deaths);
    sink.script = normal;
  }

  beforeAll(async () => {
    const from = performance.now();
    sink = await SmtpSink.start();
    ledger = new MailLedger(sink, {
      onTaken: ({ to }) => {
        if (random.next() < optOutShare) pending.push(optOut(to, ledger.urls.get(to) ?? ''));
      },
    });
    service = await start();
    clients = await signIn(service);
    const liaId = await approvedLia(clients);
    const rows = Array.from({ length: contactCount }, (_, number) => contactCells(number));
    expect(await importContacts(clients, liaId, contactsCsv(rows))).toMatchObject({ created: contactCount });
    const [first] = campaignDraft(liaId).steps;
    // Where nobody knows whether the first mail came, the second needs the notice too.
    const steps = [
      first,
      { channel: 'email', subject: 'Once more', text: 'Hello.\n\n{{> notice}}\n\n{{> optOut}}\n', delayDays: 0 },
    ];
    const draft = await clients.sales.post<{ id: string }>('/v1/campaigns', campaignDraft(liaId, { steps }));
    campaignId = draft.body.id;
    const importedAt = performance.now();
    const firstKill = killAfter(random.between(1, maxEventsPerLife));
    expect((await clients.sales.post(`/v1/campaigns/${campaignId}/launch`)).status).toBe(200);
    await firstKill;
    for (let kills = 1; kills < killCount; kills += 1) {
      const nextKill = killAfter(random.between(1, maxEventsPerLife));
      service = await start();
      await nextKill;
    }
    const mailsAtLastKill = ledger.mails.length;
    service = await start();
    for (const client of Object.values(clients)) client.moveTo(service.url);
    await untilCampaign(clients.sales, campaignId, ({ isPlanned, counts: { byState } }) => {
      return isPlanned && byState['scheduled'] === 0 && byState['claimed'] === 0;
    });
    await Promise.all(pending);
    touches = await allTouches(clients.auditor, campaignId);
    process.stderr.write(
      `kill: ${String(killCount)} kills within the first ${String(mailsAtLastKill)} of ${String(ledger.mails.length)} mails, ` +
        `import ${((importedAt - from) / 1_000).toFixed(1)} s, run ${((performance.now() - importedAt) / 1_000).toFixed(1)} s, ` +
        `${String(acknowledgedAt.size)} opt-outs acknowledged, ${String(stateOf('unknown').length)} unknown\n`,
    );
  }, 5 * minute);

  afterAll(async () => {
    await service.stop();
    await sink.close();
    removeDataDir(dataDir);
  }, minute);

  const stateOf = (state: string) => touches.filter((touch) => touch.state === state);

  function expectNothingTwice(): void {
    expect(Math.max(...ledger.counts.values())).toBeLessThanOrEqual(2);
    expect(new Set(ledger.mails.map(({ messageId }) => messageId)).size).toBe(ledger.mails.length);
  }

  it('sends nobody more than the cap and no step twice when it is started again [P2] [R1] [R8]', () => {
    expectNothingTwice();
  });

  it('has every contact and step sent, unknown, or kept back for a reason that it names when it comes to rest [P9]', () => {
    expect(touches).toHaveLength(contactCount * 2);
    const firstSteps = new Map(touches.filter(({ step }) => step === 1).map((touch) => [touch.contactId, touch.state]));
    const unexplained = touches.filter(({ state, step, contactId, verdicts }) => {
      if (state === 'sent' || state === 'unknown') return false;
      if (state === 'blocked') return (verdicts.at(-1)?.reasons.length ?? 0) === 0;
      // Nobody knows whether the first mail came: the second waits for a person. Whoever opted out gets no more.
      if (state === 'held') return step === 1 || firstSteps.get(contactId) !== 'unknown';
      return state !== 'cancelled' || acknowledgedAt.size === 0;
    });
    expect(unexplained).toEqual([]);
    expect(stateOf('cancelled').length + stateOf('blocked').length).toBeLessThanOrEqual(2 * pending.length);
  });

  it('reports as sent only what the mail server took, and all else that it took as unknown [P2] [R5]', () => {
    const taken = new Set(ledger.mails.map(({ messageId }) => messageId));
    const idsOf = (state: string) => stateOf(state).map(({ messageId }) => messageId ?? '');
    expect(idsOf('sent').filter((id) => !taken.has(id))).toEqual([]);
    const reported = new Set([...idsOf('sent'), ...idsOf('unknown')]);
    expect([...taken].filter((id) => !reported.has(id))).toEqual([]);
  });

  it('begins no SMTP transaction after an acknowledged opt-out when the process died after it [P1]', () => {
    const late = ledger.begun.filter(({ transaction, startedAt }) =>
      transaction.to.some((to) => startedAt > (acknowledgedAt.get(to) ?? Infinity)),
    );
    expect(late).toEqual([]);
  });

  it('keeps a log without gaps and with true hashes when it was cut off at any moment [P6] [R21]', async () => {
    const leaves = await allLeaves(clients.auditor);
    expect(logProblems(leaves)).toEqual([]);
    const claims = leaves.filter(({ type }) => type === 'touch.claimed').length;
    expect(claims).toBeGreaterThanOrEqual(ledger.mails.length);
  });

  it(
    'sends what waited for a person, and nothing twice, when somebody has looked and lets it go on [P2]',
    async () => {
      const waiting = stateOf('held').length;
      const before = ledger.mails.length;
      await clients.sales.post(`/v1/campaigns/${campaignId}/resume`);
      await untilCampaign(clients.sales, campaignId, ({ state }) => state === 'finished');
      expectNothingTwice();
      expect(ledger.mails.length - before).toBeLessThanOrEqual(waiting);
      const after = await allTouches(clients.auditor, campaignId);
      expect(after.filter(({ state }) => state === 'unknown')).toHaveLength(stateOf('unknown').length);
      expect(logProblems(await allLeaves(clients.auditor))).toEqual([]);
    },
    minute,
  );
});
