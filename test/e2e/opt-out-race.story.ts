// Answers for a story that every set-up must pass: an acknowledged opt-out ends all mail while a large campaign runs at full speed.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Clients } from '../support/api-client.js';
import { approvedLia, campaignDraft, contactCells, contactsCsv, importContacts } from '../support/campaign-inputs.js';
import type { Installation, SetUp } from '../support/installation.js';
import { MailLedger } from '../support/mail-ledger.js';
import { emailOf, plannedOptOuts, raceOf, Wishes, type Way } from '../support/opt-out-wishes.js';
import { allTouches, logProblems, numberedLeaves, rootOf, untilCampaign } from '../support/run-records.js';
import { seededRandom } from '../support/seeded-random.js';

const minute = 60_000;

const settings = { FAIRKNOCK_LOG_LEVEL: 'warn', FAIRKNOCK_SMTP_CONNECTIONS: '10' };

/** @param messageCount two for each contact. */
export function optOutRaceStory(setUp: SetUp, messageCount: number): void {
  describe(`A large campaign in which people opt out on ${setUp.name}`, () => {
    const size = raceOf(messageCount);
    const { contactCount, optOutCount } = size;
    const random = seededRandom('opt-out race');
    const plan = plannedOptOuts(random, size);
    let run: Installation;
    let clients: Clients;
    let ledger: MailLedger;
    let wishes: Wishes;
    let campaignId: string;

    beforeAll(async () => {
      const from = performance.now();
      run = await setUp.open(settings);
      clients = run.clients;
      ledger = new MailLedger(run.sink, {
        onBegun: (to) => {
          wishes.onBegun(to);
        },
        onTaken: ({ to }) => {
          wishes.onTaken(to);
        },
      });
      wishes = new Wishes(plan, () => ledger, { sales: clients.sales, urls: run.urls, random });
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
      await run.sink.until(() => ledger.mails.length >= messageCount - 2 * optOutCount);
      await untilCampaign(clients.sales, campaignId, ({ state }) => state === 'finished');
      await Promise.all(wishes.pending);
      const seconds = (span: number) => (span / 1_000).toFixed(1);
      process.stderr.write(
        `opt-out race: ${String(contactCount)} contacts imported after ${seconds(importedAt - from)} s, ` +
          `${String(ledger.mails.length)} mails in ${seconds(performance.now() - importedAt)} s\n`,
      );
    }, 10 * minute);

    afterAll(async () => {
      await run.close();
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
        expect(new Set(touches.map(({ contactId, step }) => `${contactId} ${String(step)}`)).size).toBe(
          contactCount * 2,
        );
        const sent = touches.filter(({ state }) => state === 'sent');
        expect(sent).toHaveLength(ledger.mails.length);
        const others = touches.filter(({ state }) => state !== 'sent').map(({ state }) => state);
        expect([...new Set(others)].filter((state) => state !== 'cancelled' && state !== 'blocked')).toEqual([]);
        const leaves = await numberedLeaves(clients);
        expect(logProblems(leaves)).toEqual([]);
        expect(rootOf(await numberedLeaves(clients))).toBe(rootOf(leaves));
        expect(leaves.filter(({ type }) => type === 'touch.claimed').length).toBeGreaterThanOrEqual(sent.length);
      },
      2 * minute,
    );
  });
}
