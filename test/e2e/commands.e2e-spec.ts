// Answers for the proof that commands do on the store what the service does, beside it and without it.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { signIn, type Clients } from '../support/api-client.js';
import { approvedLia, campaignDraft, contactCells, contactsCsv, importContacts } from '../support/campaign-inputs.js';
import {
  newDataDir,
  removeDataDir,
  runCommand,
  runWithInput,
  ServiceProcess,
  type CommandResult,
} from '../support/service-process.js';
import { SmtpSink } from '../support/smtp-sink.js';

// Each test starts several processes.
jest.setTimeout(60_000);

interface Shown {
  readonly id: string;
  readonly email: string;
}

let dataDir: string;
let files: string;
let sink: SmtpSink;
let service: ServiceProcess;
let clients: Clients;
let liaId: string;

const settings = () => ({ FAIRKNOCK_SMTP_URL: sink.url });
const run = (...args: string[]): Promise<CommandResult> => runCommand(dataDir, args, settings());

function fileOf(name: string, text: string): string {
  const path = join(files, name);
  writeFileSync(path, text);
  return path;
}

function rows(from: number, count: number): string {
  return contactsCsv(Array.from({ length: count }, (_, index) => contactCells(from + index)));
}

async function contactOf(number: number): Promise<Shown> {
  const { email = '' } = contactCells(number);
  const { body } = await clients.sales.post<{ items: Shown[] }>('/v1/contacts/search', { email });
  return body.items[0] ?? { id: '', email: '' };
}

beforeAll(async () => {
  dataDir = newDataDir();
  files = join(dataDir, 'files');
  mkdirSync(files);
  sink = await SmtpSink.start();
  service = await ServiceProcess.start(dataDir, settings());
  clients = await signIn(service, settings());
  liaId = await approvedLia(clients);
  const { code } = await run('import', 'contacts', fileOf('base.csv', rows(0, 10)), '--lia', liaId);
  expect(code).toBe(0);
});

afterAll(async () => {
  await service.stop();
  await sink.close();
  removeDataDir(dataDir);
});

describe('fairknock import', () => {
  it('lets the running service work the file off once, and shows counts and rejected lines, when one runs', async () => {
    const csv = contactsCsv([contactCells(1), contactCells(100), contactCells(101, { email: 'nobody' })]);
    const rejects = join(files, 'rejects.csv');
    const path = fileOf('mixed.csv', csv);
    const { code, stdout, stderr } = await run(
      'import',
      'contacts',
      path,
      '--lia',
      liaId,
      '--rejects',
      rejects,
      '--json',
    );
    const shown = JSON.parse(stdout) as { id: string };
    expect([code, shown]).toEqual([
      1,
      expect.objectContaining({ state: 'finished', read: 3, created: 1, updated: 1, unchanged: 0, rejected: 1 }),
    ]);
    expect(stderr).toContain(`accepted as import ${shown.id}`);
    expect((await clients.sales.get(`/v1/contacts/imports/${shown.id}`)).body).toEqual(shown);
    const { body } = await clients.sales.get<string>(`/v1/contacts/imports/${shown.id}/rejects`);
    expect(readFileSync(rejects, 'utf8')).toBe(body);
    expect(body).toMatch(/^line,code,message,record\r?\n4,/);
    expect(statSync(rejects).mode & 0o777).toBe(0o600);
  });

  it('suppresses what is piped in, effective when it ends [P1]', async () => {
    const args = ['import', 'suppressions', '-'];
    const { code, stdout } = await runWithInput('email\nperson.9@company-9.example\n', { dataDir, args });
    expect([code, stdout]).toEqual([0, 'finished: read 1, created 1, updated 0, unchanged 0, rejected 0\n']);
    const decision = { channel: 'email', address: 'person.9@company-9.example', liaId };
    const { body } = await clients.sales.post<{ outcome: string }>('/v1/decisions', decision);
    expect(body.outcome).toBe('block');
  });

  it.each([
    [
      'the file is missing',
      ['contacts', '/no/such/file', '--lia', 'x'],
      /^fairknock: \/no\/such\/file cannot be read \(ENOENT\)\n$/,
    ],
    ['the file is a directory', ['suppressions', '/'], /^fairknock: \/ is a directory\n$/],
    ['no assessment is named', ['contacts', 'any.csv'], /required option '--lia <id>' not specified/],
    [
      'the assessment does not exist',
      ['contacts', 'package.json', '--lia', 'x'],
      /^fairknock: LIA x does not exist\n$/,
    ],
    ['nobody knows the kind', ['people', 'any.csv'], /unknown command 'people'/],
  ])('ends with 2 and says why when %s', async (_, args, message) => {
    const { code, stdout, stderr } = await run('import', ...args);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(message)]);
  });

  it('ends with 2 and keeps nothing when the file is no CSV', async () => {
    const { code, stderr } = await run('import', 'contacts', fileOf('picture.csv', '\0\u0001\0'), '--lia', liaId);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^fairknock: .+\n$/)]);
  });
});

describe('fairknock export', () => {
  it.each(['csv', 'json'])('writes the same provenance as the service when %s is asked for [P5]', async (format) => {
    const { body } = await clients.auditor.send<unknown>('GET', `/v1/exports/provenance?format=${format}`, {});
    const { code, stdout } = await run('export', 'provenance', '--format', format);
    expect([code, format === 'json' ? JSON.parse(stdout) : stdout]).toEqual([0, body]);
    expect(stdout).toContain('company-1.example');
  });

  it('writes a file for its owner alone when PROV is asked for in a file', async () => {
    const path = join(files, 'prov.json');
    const { code, stdout } = await run('export', 'provenance', '--format', 'prov', '--output', path);
    expect([code, stdout, existsSync(`${path}.part`)]).toEqual([0, '', false]);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toHaveProperty('prefix.prov');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('writes the same suppressions as the service', async () => {
    const { body } = await clients.auditor.get<string>('/v1/suppressions/export');
    expect((await run('export', 'suppressions')).stdout).toBe(body);
    const items = JSON.parse((await run('export', 'suppressions', '--format', 'json')).stdout) as object[];
    expect(items).toHaveLength(body.trim().split('\n').length - 1);
  });

  it.each([
    ['the form is unknown', ['provenance', '--format', 'xml']],
    ['the folder does not exist', ['suppressions', '--output', '/no/such/folder/out.csv']],
  ])('ends with 2 when %s', async (_, args) => {
    expect((await run('export', ...args)).code).toBe(2);
  });
});

describe('fairknock explain', () => {
  let campaignId: string;
  beforeAll(async () => {
    const [step] = campaignDraft(liaId).steps;
    const { id } = await contactOf(0);
    const waiting = { audience: { contactIds: [id] }, steps: [{ ...step, delayDays: 3 }] };
    const { body } = await clients.sales.post<{ id: string }>('/v1/campaigns', campaignDraft(liaId, waiting));
    campaignId = body.id;
    expect((await clients.sales.post(`/v1/campaigns/${campaignId}/launch`)).status).toBe(200);
  });

  it('ends with 0 and gives the verdict of the service when the person may be contacted', async () => {
    const { id } = await contactOf(1);
    const { code, stdout, stderr } = await run('explain', '--contact', id, '--campaign', campaignId, '--json');
    const { body } = await clients.sales.post('/v1/decisions', { channel: 'email', contactId: id, campaignId });
    const decidedAt = expect.any(String) as unknown as string;
    expect([code, stderr, JSON.parse(stdout)]).toEqual([0, '', { ...(body as object), decidedAt }]);
    expect(body).toMatchObject({ outcome: 'allow' });
  });

  it('ends with 1 and says what would help when nobody knows the address that is piped in', async () => {
    const args = ['explain', '--contact', '-', '--campaign', campaignId];
    const { code, stdout } = await runWithInput('nobody@elsewhere.example\n', { dataDir, args, settings: settings() });
    expect([code, stdout]).toEqual([1, expect.stringMatching(/^HOLD as of .*\n- [A-Z_]+: .+\n {4}what helps: /)]);
  });

  it('ends with 1 and names the law when the person objected', async () => {
    const { id } = await contactOf(9);
    const { code, stdout } = await run('explain', '--contact', id, '--campaign', campaignId);
    expect([code, stdout]).toEqual([1, expect.stringMatching(/^BLOCK as of [^]*- SUPPRESSED: [^]*stands on: /)]);
  });

  it('judges as the service would without a relay, and says so, when none is set', async () => {
    const { id } = await contactOf(1);
    const args = ['explain', '--contact', id, '--campaign', campaignId];
    const { code, stderr } = await runCommand(dataDir, args);
    expect([code, stderr]).toEqual([1, expect.stringContaining('FAIRKNOCK_SMTP_URL is not set')]);
  });

  it.each([
    ['the time is none', ['--contact', 'x', '--at', 'soon']],
    ['the channel is unknown', ['--contact', 'x', '--channel', 'fax']],
    ['the contact does not exist', ['--contact', 'x']],
    ['nothing is piped in', ['--contact', '-']],
  ])('ends with 2 when %s', async (_, args) => {
    const { code, stdout } = await run('explain', '--campaign', campaignId, ...args);
    expect([code, stdout]).toEqual([2, '']);
  });
});

describe('fairknock erase', () => {
  it('asks for --yes without a terminal, erases, and keeps the person out of the next import [P7]', async () => {
    const { id } = await contactOf(5);
    expect((await run('erase', '--contact', id)).code).toBe(2);
    const first = await run('erase', '--contact', id, '--yes');
    const again = await run('erase', '--contact', id, '--yes', '--json');
    expect([first.code, again.code, JSON.parse(again.stdout)]).toEqual([0, 0, { contactId: id, state: 'erased' }]);
    expect((await contactOf(5)).id).toBe('');
    const back = await run('import', 'contacts', fileOf('back.csv', rows(5, 1)), '--lia', liaId, '--json');
    expect([back.code, JSON.parse(back.stdout)]).toEqual([1, expect.objectContaining({ read: 1, rejected: 1 })]);
    expect((await run('erase', '--contact', 'nobody', '--yes')).code).toBe(2);
  });
});

describe('one process at a time', () => {
  it('works off what either process accepted exactly once, and goes on after kill -9 of the one at work', async () => {
    const standby = await ServiceProcess.start(dataDir, settings());
    const expected = { state: 'finished', read: 300, created: 300 };
    clients.sales.moveTo(standby.url);
    expect(await importContacts(clients, liaId, rows(1_000, 300))).toMatchObject(expected);
    expect(service.log).not.toContain('stands by');
    expect(standby.log).toMatch(/stands by(?![^]*taken over)/);
    await service.kill();
    expect(await importContacts(clients, liaId, rows(2_000, 300))).toMatchObject(expected);
    expect(standby.log).toContain('taken over');
    expect(await standby.stop()).toBe(0);
  });

  it('works a file off by itself when no service runs', async () => {
    const { code, stdout } = await run('import', 'contacts', fileOf('alone.csv', rows(3_000, 500)), '--lia', liaId);
    expect([code, stdout]).toEqual([0, 'finished: read 500, created 500, updated 0, unchanged 0, rejected 0\n']);
  });
});

describe('fairknock bench', () => {
  it('measures on the disk of the data directory and leaves nothing there', async () => {
    const { code, stdout } = await run('bench', '--json');
    const { folder, node, ...rates } = JSON.parse(stdout) as Record<string, string | number>;
    expect([code, folder, node]).toEqual([0, dataDir, process.version]);
    expect(Object.values(rates).every((rate) => Number(rate) > 0)).toBe(true);
    expect(existsSync(join(dataDir, 'bench.sqlite'))).toBe(false);
  });
});

describe('fairknock --help', () => {
  it.each([
    [[], ['serve', 'init', 'import', 'export', 'explain', 'erase', 'doctor', 'demo', 'bench']],
    [['import'], ['contacts', 'suppressions']],
    [['export'], ['provenance', 'suppressions']],
  ])('lists every command when it is asked of %j', async (path, names) => {
    const { code, stdout } = await run(...path, '--help');
    expect(code).toBe(0);
    for (const name of names) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
  });
});
