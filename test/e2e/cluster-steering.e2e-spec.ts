// Answers for the proof that two workers obey one hand: pause, stop, drain and a Redis that is gone, each mail server its own worker's.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { approvedLia, campaignDraft, contactCells, contactsCsv, importContacts } from '../support/campaign-inputs.js';
import { Cluster } from '../support/cluster.js';
import { MailLedger } from '../support/mail-ledger.js';
import { oneClick } from '../support/raw-mail.js';
import { allTouches, logProblems, numberedLeaves, untilCampaign } from '../support/run-records.js';
import { SmtpSink } from '../support/smtp-sink.js';

const minute = 60_000;
const contactCount = 600;
const steeredWithinMs = 1_000;

describe('Two workers on MongoDB and Redis', () => {
  let cluster: Cluster;
  let liaId: string;
  let sinks: readonly SmtpSink[];
  let ledgers: readonly MailLedger[];

  const sales = () => cluster.clients.sales;
  const act = (id: string, what: string) => sales().post(`/v1/campaigns/${id}/${what}`);
  /** Taken since the counts of each mail server. */
  const mailsSince = (starts: readonly number[]) =>
    ledgers.flatMap((ledger, index) => ledger.mails.slice(starts[index]).map(({ to }) => to));
  const begun = () => ledgers.flatMap((ledger) => ledger.begun);

  /** Launches, and resolves as soon as both workers have sent so many. */
  async function launched(eachSent: number): Promise<{ id: string; before: readonly number[] }> {
    const before = ledgers.map((ledger) => ledger.mails.length);
    const { body } = await sales().post<{ id: string }>('/v1/campaigns', campaignDraft(liaId));
    expect((await act(body.id, 'launch')).status).toBe(200);
    const haveSent = (sink: SmtpSink, index: number) =>
      sink.until(() => (ledgers[index]?.mails.length ?? 0) >= (before[index] ?? 0) + eachSent);
    await Promise.all(sinks.map(haveSent));
    return { id: body.id, before };
  }

  /** Asks on for longer than the order may take; what begins meanwhile is seen. */
  async function atRest(id: string, orderedAt: number) {
    return untilCampaign(sales(), id, ({ counts: { byState } }) => {
      return byState['claimed'] === 0 && performance.now() - orderedAt > 2 * steeredWithinMs;
    });
  }

  /** @returns milliseconds from the acknowledgement of the order to the last MAIL FROM at any mail server; 0 where none came. */
  async function lastBegunAfter(id: string, order: string): Promise<number> {
    expect((await act(id, order)).status).toBe(200);
    const orderedAt = performance.now();
    const { counts } = await atRest(id, orderedAt);
    const latest = Math.max(...begun().map(({ startedAt }) => startedAt));
    process.stderr.write(
      `${order}: last MAIL FROM ${(latest - orderedAt).toFixed(0)} ms after the acknowledgement, ${JSON.stringify(counts.byState)}\n`,
    );
    return Math.max(0, latest - orderedAt);
  }

  const finished = (id: string) => untilCampaign(sales(), id, ({ state }) => state === 'finished');

  function expectOnce(before: readonly number[]): void {
    const people = mailsSince(before);
    expect(new Set(people).size).toBe(people.length);
  }

  beforeAll(async () => {
    cluster = await Cluster.open({ workers: 1, settings: { FAIRKNOCK_LOG_LEVEL: 'warn' } });
    const other = await SmtpSink.start();
    sinks = [cluster.sink, other];
    ledgers = sinks.map((sink) => new MailLedger(sink));
    await cluster.addWorker({ FAIRKNOCK_SMTP_URL: other.url });
    liaId = await approvedLia(cluster.clients, { maxEmails: 10 });
    const rows = Array.from({ length: contactCount }, (_, number) => contactCells(number));
    expect(await importContacts(cluster.clients, liaId, contactsCsv(rows))).toMatchObject({ created: contactCount });
  }, 2 * minute);

  afterAll(async () => {
    await cluster.close();
    await sinks[1]?.close();
  }, minute);

  it(
    'begin no mail later than a second after a pause was acknowledged, and go on when it is resumed [P2]',
    async () => {
      const { id, before } = await launched(50);
      expect(await lastBegunAfter(id, 'pause')).toBeLessThan(steeredWithinMs);
      expect(mailsSince(before).length).toBeLessThan(contactCount);
      expect((await act(id, 'resume')).status).toBe(200);
      await finished(id);
      expect(mailsSince(before).length).toBe(contactCount);
      expectOnce(before);
    },
    2 * minute,
  );

  it(
    'begin no mail later than a second after a stop was acknowledged, and cancel the rest',
    async () => {
      const { id, before } = await launched(50);
      expect(await lastBegunAfter(id, 'stop')).toBeLessThan(steeredWithinMs);
      const sent = mailsSince(before).length;
      const touches = await allTouches(cluster.clients.auditor, id);
      const stateCount = (...states: string[]) => touches.filter(({ state }) => states.includes(state)).length;
      expect([stateCount('sent'), stateCount('unknown', 'claimed', 'scheduled')]).toEqual([sent, 0]);
      expect(stateCount('cancelled', 'blocked')).toBe(contactCount - sent);
      expect(sent).toBeLessThan(contactCount);
    },
    2 * minute,
  );

  it(
    'take an opt-out while Redis is away, say so, and go on where they were when it is back [P1] [P9]',
    async () => {
      const { id, before } = await launched(50);
      await cluster.servers.redis.kill();
      const [to, url] = [...(ledgers[0]?.urls ?? [])].at(-1) ?? ['', ''];
      for (const web of cluster.urls) {
        expect((await oneClick(web + new URL(url).pathname)).status).toBe(200);
        const ready = await fetch(`${web}/ready`);
        expect([ready.status, ((await ready.json()) as { parts?: unknown }).parts]).toEqual([
          200,
          expect.objectContaining({ queue: 'unavailable' }),
        ]);
      }
      const acknowledgedAt = performance.now();
      await cluster.servers.redis.restart();
      await finished(id);
      expect(
        begun().filter(({ transaction, startedAt }) => transaction.to.includes(to) && startedAt > acknowledgedAt),
      ).toEqual([]);
      expectOnce(before);
      const { counts } = (await sales().get<{ counts: { byState: Record<string, number> } }>(`/v1/campaigns/${id}`))
        .body;
      expect(counts.byState).toMatchObject({ sent: mailsSince(before).length, unknown: 0, scheduled: 0, claimed: 0 });
    },
    2 * minute,
  );

  it(
    'lose nothing and leave nothing in doubt when one of them is told to end in the middle [P2]',
    async () => {
      const { id, before } = await launched(50);
      const [leaving] = cluster.workers;
      if (leaving === undefined) throw new Error('there is no worker');
      expect(await cluster.endWorker(leaving, 'stop')).toBe(0);
      const sentByLeaving = ledgers[0]?.mails.length ?? 0;
      await finished(id);
      const touches = await allTouches(cluster.clients.auditor, id);
      const states = new Set(touches.map(({ state }) => state));
      // Blocked: who opted out before.
      expect([...states].filter((state) => state !== 'sent' && state !== 'blocked')).toEqual([]);
      expect(touches.filter(({ state }) => state === 'sent')).toHaveLength(mailsSince(before).length);
      expect(ledgers[0]?.mails.length).toBe(sentByLeaving);
      expectOnce(before);
      expect(logProblems(await numberedLeaves(cluster.clients))).toEqual([]);
    },
    2 * minute,
  );
});
