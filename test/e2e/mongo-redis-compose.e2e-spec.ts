// Answers for the composition doing its work: its very commands and environment, on a MongoDB, a Redis and a mail catcher
// that insists on TLS, without containers.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { signIn, type Clients } from '../support/api-client.js';
import { approvedLia, campaignDraft, contactCells, contactsCsv, importContacts } from '../support/campaign-inputs.js';
import { databaseUri } from '../support/cluster.js';
import { ComposedEnvironment } from '../support/composed-environment.js';
import { freePort } from '../support/free-port.js';
import { localhostCertificate } from '../support/localhost-certificate.js';
import { startMongo, type MongoServer } from '../support/mongo-server.js';
import { startRedis, type RedisServer } from '../support/redis-server.js';
import { untilCampaign } from '../support/run-records.js';
import { runCommand, ServiceProcess } from '../support/service-process.js';

jest.setTimeout(120_000);

const peopleCount = 5;

describe('The composition', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fairknock-composed-'));
  const caught: { readonly to: string; readonly isSecure: boolean }[] = [];
  let mongo: MongoServer;
  let redis: RedisServer;
  let catcher: SMTPServer;
  let composed: ComposedEnvironment;
  let web: ServiceProcess;
  let workers: ServiceProcess[] = [];
  let clients: Clients;

  const settings = (service: string) => ({ ...composed.settingsOf(service), FAIRKNOCK_PORT: '0' });
  const dataDir = () => composed.settingsOf('web')['FAIRKNOCK_DATA_DIR'] ?? '';
  const run = (service: string, args = [composed.commandOf(service)]) => runCommand(dataDir(), args, settings(service));
  const start = (service: 'web' | 'worker') => {
    const role = composed.commandOf(service) as 'serve' | 'worker';
    return ServiceProcess.start(dataDir(), settings(service), { role });
  };

  beforeAll(async () => {
    catcher = mailCatcher(caught);
    const smtpPort = await freePort();
    catcher.listen(smtpPort, 'localhost');
    [mongo, redis] = await Promise.all([startMongo(), startRedis()]);
    composed = new ComposedEnvironment(folder, { mongodbUri: databaseUri(mongo.uri), redisUrl: redis.url, smtpPort });
  });

  afterAll(async () => {
    await Promise.all([web, ...workers].map((process) => process.stop()));
    await new Promise<void>((resolve) => {
      catcher.close(() => {
        resolve();
      });
    });
    await Promise.all([mongo.stop(), redis.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('is migrated by its one-shot and gives the first keys, in production and with no folder to write to', async () => {
    expect(settings('web')).toMatchObject({ NODE_ENV: 'production' });
    expect(await run('migrate')).toMatchObject({ code: 0, stderr: '' });
    [web, ...workers] = await Promise.all([start('web'), start('worker'), start('worker')]);
    clients = await signIn({ dataDir: dataDir(), url: web.url }, settings('web'));
  });

  it('says that every process lives and is ready, as its probes ask', async () => {
    for (const { url } of [web, ...workers]) {
      expect((await fetch(`${url}/health`)).status).toBe(200);
      expect((await fetch(`${url}/ready`)).status).toBe(200);
    }
  });

  it('sends through the mail catcher, by TLS, what a web process was asked for [P3]', async () => {
    const liaId = await approvedLia(clients);
    const cells = Array.from({ length: peopleCount }, (_, number) => contactCells(number));
    expect(await importContacts(clients, liaId, contactsCsv(cells))).toMatchObject({ created: peopleCount });
    const { body } = await clients.sales.post<{ id: string }>('/v1/campaigns', campaignDraft(liaId));
    await clients.sales.post(`/v1/campaigns/${body.id}/launch`);
    await untilCampaign(clients.sales, body.id, ({ counts: { byState } }) => byState['sent'] === peopleCount);
    expect(caught.map(({ to }) => to).sort()).toEqual(cells.map(({ email }) => email));
    expect(new Set(caught.map(({ isSecure }) => isSecure))).toEqual(new Set([true]));
  });

  it('ends when it is told to, long before it would be killed', async () => {
    expect(await Promise.all([web, ...workers].map((process) => process.stop()))).toEqual([0, 0, 0]);
  });
});

/** As Mailpit with MP_SMTP_REQUIRE_STARTTLS: mail before TLS is refused. */
function mailCatcher(caught: { readonly to: string; readonly isSecure: boolean }[]): SMTPServer {
  return new SMTPServer({
    ...localhostCertificate,
    authOptional: true,
    onMailFrom: (_, session, done) => {
      done(session.secure ? null : new Error('Must issue a STARTTLS command first'));
    },
    onData: (stream, session, done) => {
      stream.on('end', () => {
        caught.push({ to: session.envelope.rcptTo[0]?.address ?? '', isSecure: session.secure });
        done();
      });
      stream.resume();
    },
  });
}
