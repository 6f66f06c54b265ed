// Answers for the proof that a process does what its role says, and rests while another one leads.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SqliteProcessLead } from '../../src/adapters/storage-sqlite/sqlite.process-lead.js';
import { ProcessLead } from '../../src/ports/process-lead.port.js';
import { FakeClock } from '../support/fake-clock.js';
import { openApp, type OpenApp, type OpenAppOptions } from '../support/open-app.js';
import { temporaryFolder } from '../support/test-config.js';

let clock: FakeClock;
let folder: string;
let opened: OpenApp[];
beforeEach(() => {
  clock = new FakeClock();
  folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  opened = [];
});
afterEach(async () => {
  for (const app of opened.reverse()) await app.close();
  rmSync(folder, { recursive: true });
});

/** Processes on one store; the keys are those of the first. */
async function process(role: OpenAppOptions['role']): Promise<OpenApp> {
  const databasePath = join(folder, 'store.sqlite');
  const app = await openApp({ clock, databasePath, config: { dataDir: folder }, ...(role && { role }) });
  opened.push(app);
  return app;
}

/** @returns the state of a file of suppressions that was accepted by this process, asked anew each time. */
async function accepted(app: OpenApp): Promise<() => Promise<string>> {
  const headers = { 'content-type': 'text/csv' };
  const body = 'email\nanna@acme.example\n';
  const reply = await app.call('POST /v1/suppressions/imports', { as: 'sales', headers, body });
  expect(reply.status).toBe(202);
  return async () => (await app.call(`GET /v1/suppressions/imports/${reply.body.id}`, { as: 'sales' })).body.state;
}

async function afterSeconds(count: number): Promise<void> {
  for (let second = 0; second < count; second += 1) await clock.advance(1_000);
}

/** Files are read in real time, while the clock goes by hand. */
async function until(stateOf: () => Promise<string>, state: string): Promise<void> {
  while ((await stateOf()) !== state) await afterSeconds(1);
}

describe('A process', () => {
  it('answers and leaves all work to others when it is there for requests', async () => {
    const web = await process('web');
    const stateOf = await accepted(web);
    await afterSeconds(5);
    expect(await stateOf()).toBe('queued');
    await process('worker');
    await until(stateOf, 'finished');
  });

  it('answers probes and nothing else when it is a worker', async () => {
    const worker = await process('worker');
    const statuses = await Promise.all(
      ['/health', '/ready', '/metrics', '/v1/contacts', '/openapi.json', '/u/token', '/nowhere'].map(
        async (path) => (await worker.call(`GET ${path}`, { as: path.startsWith('/v1') ? 'sales' : null })).status,
      ),
    );
    expect(statuses).toEqual([200, 200, 200, 404, 404, 404, 404]);
    expect((await worker.call('GET /v1/contacts')).body.code).toBe('NOT_FOUND');
  });

  it('rests when it has lost the lead, and works again when it has won it', async () => {
    const app = await process('alone');
    await afterSeconds(2);
    const other = new SqliteProcessLead(join(folder, 'store.sqlite'));
    await app.port(ProcessLead).release();
    expect(await other.tryTake()).toBe(true);
    await afterSeconds(2);
    const stateOf = await accepted(app);
    await afterSeconds(5);
    expect(await stateOf()).toBe('queued');
    await other.release();
    await until(stateOf, 'finished');
  });
});
