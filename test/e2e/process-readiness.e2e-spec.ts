// Answers for the proof that running processes say which part is away, go on taking opt-outs without Redis, and end when told.
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { Cluster } from '../support/cluster.js';
import { campaignDraft, approvedLia, contactCells, contactsCsv, importContacts } from '../support/campaign-inputs.js';
import { describeWithOwnMongo } from '../support/describe-with.js';
import { startMongo, type MongoServer } from '../support/mongo-server.js';
import { untilCampaign } from '../support/run-records.js';

// Processes start and end, and servers go away and come back.
jest.setTimeout(120_000);

interface Ready {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly parts: { readonly storage: string; readonly queue: string };
}

async function readyOf(url: string): Promise<Ready> {
  const reply = await fetch(`${url}/ready`);
  const { parts } = (await reply.json()) as Pick<Ready, 'parts'>;
  return { status: reply.status, retryAfter: reply.headers.get('retry-after'), parts };
}

/** Each question is a request, and nothing waits by the clock. */
async function untilStatus(url: string, status: number): Promise<Ready> {
  for (;;) {
    const ready = await readyOf(url);
    if (ready.status === status) return ready;
  }
}

describeWithOwnMongo('Running processes', () => {
  let mongo: MongoServer;
  let cluster: Cluster;
  const web = () => cluster.url;
  const worker = () => cluster.workers[0]?.url ?? '';

  beforeAll(async () => {
    mongo = await startMongo();
    cluster = await Cluster.open({ webs: 1, workers: 1, mongo });
  });
  afterAll(() => cluster.close());

  it('answer, launch and take opt-outs while Redis is away, and send when it is back [P1]', async () => {
    const liaId = await approvedLia(cluster.clients);
    await importContacts(cluster.clients, liaId, contactsCsv([contactCells(1), contactCells(2)]));
    const { sales } = cluster.clients;
    const { id } = (await sales.post<{ id: string }>('/v1/campaigns', campaignDraft(liaId))).body;
    cluster.servers.redis.pause();
    const away = { storage: 'ready', queue: 'unavailable' };
    expect(await untilStatus(worker(), 503)).toEqual({ status: 503, retryAfter: '5', parts: away });
    expect(await readyOf(web())).toMatchObject({ status: 200, parts: away });
    const queue = await sales.get<{ code: string }>('/v1/queue');
    expect([queue.status, queue.body.code]).toEqual([503, 'QUEUE_UNAVAILABLE']);
    expect((await sales.post(`/v1/campaigns/${id}/launch`)).status).toBe(200);
    expect((await sales.post('/v1/suppressions', { email: 'anna@other.example', cause: 'manual' })).status).toBe(201);
    expect(cluster.sink.transactions).toEqual([]);
    cluster.servers.redis.resume();
    await untilStatus(worker(), 200);
    await untilCampaign(sales, id, ({ counts: { byState } }) => byState['sent'] === 2);
    expect(cluster.sink.accepted).toHaveLength(2);
  });

  it('say that the store is away, and are ready again by themselves when it is back [P9]', async () => {
    await mongo.kill();
    const parts = { storage: 'unavailable', queue: 'ready' };
    for (const url of [web(), worker()]) {
      expect(await untilStatus(url, 503)).toEqual({ status: 503, retryAfter: '5', parts });
    }
    const reply = await cluster.clients.sales.get<{ code: string }>('/v1/campaigns');
    expect([reply.status, reply.body.code, reply.headers.get('retry-after')]).toEqual([
      503,
      'STORAGE_UNAVAILABLE',
      '5',
    ]);
    await mongo.restart();
    for (const url of [web(), worker()]) await untilStatus(url, 200);
    expect((await cluster.clients.sales.get('/v1/campaigns')).status).toBe(200);
  });

  it('end with code 0 when they are told to', async () => {
    expect(await cluster.stop()).toEqual([0, 0]);
  });
});
