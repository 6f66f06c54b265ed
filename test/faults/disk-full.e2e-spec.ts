// Answers for the proof that a full disk makes the service say no, send nothing, and keep all that it had said yes to.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signIn, type Clients } from '../support/api-client.js';
import { approvedLia, campaignDraft, contactCells, contactsCsv, importContacts } from '../support/campaign-inputs.js';
import { oneClick, optOutUrl } from '../support/raw-mail.js';
import { allItems, allLeaves, allTouches, logProblems, untilCampaign } from '../support/run-records.js';
import { newDataDir, removeDataDir, ServiceProcess } from '../support/service-process.js';
import { SmtpSink } from '../support/smtp-sink.js';

const minute = 60_000;
const contactCount = 40;
// Above what the database has by then, below what the next few thousand contacts need.
const limit = { maxFileKilobytes: 8_000 };

/** No file can grow beyond a limit: what a full disk is to a database. */
describe('A service whose disk is full', () => {
  const dataDir = newDataDir();
  let sink: SmtpSink;
  let service: ServiceProcess;
  let clients: Clients;
  let liaId: string;
  const accepted: string[] = [];

  const settings = () => ({
    FAIRKNOCK_SMTP_URL: sink.url,
    FAIRKNOCK_RATE_PER_SENDER: '0',
    FAIRKNOCK_RATE_PER_DOMAIN: '0',
    FAIRKNOCK_LOG_LEVEL: 'warn',
  });

  /** One at a time, until the service says that it cannot. @returns the status that was no 201. */
  async function createUntilRefused(): Promise<number> {
    const long = 'x'.repeat(150);
    for (let number = 1_000; ; number += 1) {
      const { email, country, organisation } = contactCells(number);
      const source = {
        kind: 'company_website',
        url: `https://company-${String(number)}.example/${long}`,
        capturedAt: new Date().toISOString(),
        capturedBy: 'researcher',
        visibility: 'public',
      };
      const body = { email, country, organisation, subscriberType: 'corporate', sources: [source] };
      const reply = await clients.sales.post<{ id: string }>(`/v1/contacts?liaId=${liaId}`, body);
      if (reply.status !== 201) return reply.status;
      accepted.push(reply.body.id);
    }
  }

  /** @returns every status; only the last is no 200. */
  async function clickUntilRefused(url: string): Promise<number[]> {
    const statuses: number[] = [];
    while (statuses.at(-1) === undefined || statuses.at(-1) === 200) statuses.push((await oneClick(url)).status);
    return statuses;
  }

  beforeAll(async () => {
    sink = await SmtpSink.start();
    service = await ServiceProcess.start(dataDir, settings(), limit);
    clients = await signIn(service);
    liaId = await approvedLia(clients, { maxEmails: 5 });
    const rows = Array.from({ length: contactCount }, (_, number) => contactCells(number));
    await importContacts(clients, liaId, contactsCsv(rows));
  }, minute);

  afterAll(async () => {
    await service.stop();
    await sink.close();
    removeDataDir(dataDir);
  }, minute);

  it(
    'says 503 to what it cannot keep, keeps what it said yes to, and goes on reading [P9] [P6] [P1]',
    async () => {
      const { body } = await clients.sales.post<{ id: string }>('/v1/campaigns', campaignDraft(liaId));
      await clients.sales.post(`/v1/campaigns/${body.id}/launch`);
      await untilCampaign(clients.sales, body.id, ({ state }) => state === 'finished');
      const sent = sink.transactions.length;
      expect(sent).toBe(contactCount);
      const second = await clients.sales.post<{ id: string }>('/v1/campaigns', campaignDraft(liaId));

      expect(await createUntilRefused()).toBe(503);
      expect(accepted.length).toBeGreaterThan(20);
      const clicks = await clickUntilRefused(optOutUrl(sink.accepted[0]?.content ?? ''));
      expect(clicks.at(-1)).toBe(503);
      // A smaller write may still have found room; then it must have been kept.
      const launch = await clients.sales.post(`/v1/campaigns/${second.body.id}/launch`);
      expect([200, 503]).toContain(launch.status);
      expect((await clients.sales.get('/v1/campaigns')).status).toBe(200);

      await service.stop();
      service = await ServiceProcess.start(dataDir, settings());
      for (const client of Object.values(clients)) client.moveTo(service.url);
      const known = new Set((await allItems<{ id: string }>(clients.auditor, '/v1/contacts')).map(({ id }) => id));
      expect(accepted.filter((id) => !known.has(id))).toEqual([]);
      expect(logProblems(await allLeaves(clients.auditor))).toEqual([]);
      const touches = await allTouches(clients.auditor, body.id);
      expect(new Set(touches.map(({ state }) => state))).toEqual(new Set(['sent']));
      const { body: launched } = await clients.sales.get<{ state: string }>(`/v1/campaigns/${second.body.id}`);
      expect(launched.state === 'draft').toBe(launch.status === 503);
      const person = sink.accepted[0]?.to[0];
      const again = sink.transactions.slice(sent).some(({ to }) => to[0] === person);
      expect(clicks.includes(200) && again).toBe(false);
      const url = new URL(optOutUrl(sink.accepted[0]?.content ?? ''));
      expect((await oneClick(service.url + url.pathname)).status).toBe(200);
      process.stderr.write(`disk full: ${String(accepted.length)} contacts accepted before it was full, all kept\n`);
    },
    2 * minute,
  );
});
