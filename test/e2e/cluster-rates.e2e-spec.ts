// Answers for the proof that the rates per mailbox and per recipient domain hold over two workers together, each with a mail server of its own.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { approvedLia, campaignDraft, contactCells, contactsCsv, importContacts } from '../support/campaign-inputs.js';
import { Cluster } from '../support/cluster.js';
import { MailLedger } from '../support/mail-ledger.js';
import { untilCampaign } from '../support/run-records.js';
import { SmtpSink } from '../support/smtp-sink.js';

const minute = 60_000;
const [perSender, perDomain] = [240, 60];
const domains = ['acme.example', 'birch.example', 'cedar.example'];
const contactCount = 36;
// A slot is when a message may begin; a busy machine is late, and the next one then looks early. Two workers that did not
// know of each other would be further apart from the rate: by 4.4 s for the mailbox, by 5.5 s for a domain.
const slackMs = 3_000;

/** @returns by how much any span between two of the times is shorter than the rate allows, in milliseconds; 0 where none is. */
function worstExcess(times: readonly number[], ratePerMinute: number): number {
  const sorted = [...times].sort((one, other) => one - other);
  const excesses = sorted.flatMap((from, first) =>
    sorted.slice(first + 1).map((to, more) => ((more + 1) * minute) / ratePerMinute - (to - from)),
  );
  return Math.max(0, ...excesses);
}

describe('Rates over two workers', () => {
  let cluster: Cluster;
  let sinks: readonly SmtpSink[];
  let ledgers: readonly MailLedger[];

  beforeAll(async () => {
    const settings = {
      FAIRKNOCK_LOG_LEVEL: 'warn',
      FAIRKNOCK_RATE_PER_SENDER: String(perSender),
      FAIRKNOCK_RATE_PER_DOMAIN: String(perDomain),
    };
    cluster = await Cluster.open({ workers: 1, settings });
    const other = await SmtpSink.start();
    sinks = [cluster.sink, other];
    ledgers = sinks.map((sink) => new MailLedger(sink));
    await cluster.addWorker({ FAIRKNOCK_SMTP_URL: other.url });
  }, minute);

  afterAll(async () => {
    await cluster.close();
    await sinks[1]?.close();
  }, minute);

  it(
    'hold for the mailbox and for each domain when both send',
    async () => {
      const { clients } = cluster;
      const liaId = await approvedLia(clients);
      const people = Array.from({ length: contactCount }, (_, number) => {
        const domain = domains[number % domains.length] ?? '';
        return contactCells(number, { email: `person.${String(number)}@${domain}` });
      });
      await importContacts(clients, liaId, contactsCsv(people));
      const { body } = await clients.sales.post<{ id: string }>('/v1/campaigns', campaignDraft(liaId));
      expect((await clients.sales.post(`/v1/campaigns/${body.id}/launch`)).status).toBe(200);
      await untilCampaign(clients.sales, body.id, ({ state }) => state === 'finished');
      const begun = ledgers.flatMap((ledger) => ledger.begun);
      expect(begun).toHaveLength(contactCount);
      for (const ledger of ledgers) expect(ledger.begun.length).toBeGreaterThan(0);
      expect(
        worstExcess(
          begun.map(({ startedAt }) => startedAt),
          perSender,
        ),
      ).toBeLessThan(slackMs);
      for (const domain of domains) {
        const times = begun.filter(({ transaction }) => transaction.to[0]?.endsWith(`@${domain}`) === true);
        expect(times).toHaveLength(contactCount / domains.length);
        expect(
          worstExcess(
            times.map(({ startedAt }) => startedAt),
            perDomain,
          ),
        ).toBeLessThan(slackMs);
      }
    },
    2 * minute,
  );
});
