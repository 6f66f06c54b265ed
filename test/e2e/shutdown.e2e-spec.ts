// Answers for the proof that a service that is told to stop ends what it began, and takes nothing new.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ApiClient } from '../support/api-client.js';
import { newDataDir, removeDataDir, runCommand, ServiceProcess } from '../support/service-process.js';

jest.setTimeout(60_000);

let dataDir: string;
beforeEach(() => {
  dataDir = newDataDir();
});
afterEach(() => {
  removeDataDir(dataDir);
});

async function untilListed(client: ApiClient): Promise<void> {
  const { body } = await client.get<{ items: object[] }>('/v1/suppressions');
  if (body.items.length === 0) await untilListed(client);
}

describe('SIGTERM', () => {
  it('lets a suppression wait its lease out and acknowledge before the process ends [P1]', async () => {
    const service = await ServiceProcess.start(dataDir);
    const { stdout } = await runCommand(dataDir, ['init', '--json']);
    const { keys } = JSON.parse(stdout) as { keys: { sales: string } };
    const client = new ApiClient(service.url, keys.sales);
    const acknowledged = client.post('/v1/suppressions', {
      domain: 'firma.example',
      scope: 'domain',
      cause: 'objection',
    });
    // It stands at once and is acknowledged one lease later.
    await untilListed(client);
    const ended = service.stop();
    expect((await acknowledged).status).toBe(201);
    expect(await ended).toBe(0);
  });
});
