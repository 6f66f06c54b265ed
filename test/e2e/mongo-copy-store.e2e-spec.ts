// Answers for the proof that a running installation moves from SQLite to MongoDB whole: same answers, same log root, and
// nobody who objected is written to; also when the copy is killed half-way.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import SqliteConnection from 'better-sqlite3';
import { mongo } from 'mongoose';
import { campaignDraft, contactCells, contactsCsv, importContacts } from '../support/campaign-inputs.js';
import {
  emailOf,
  erased,
  everyAnswer,
  movedFrom,
  movedTo,
  optedOut,
  tellOfEverything,
} from '../support/copied-installation.js';
import type { Told } from '../support/copied-installation.js';
import { withoutRates } from '../support/installation.js';
import { killCommandWhen } from '../support/kill-command.js';
import { startMongo, type MongoServer } from '../support/mongo-server.js';
import { oneClick } from '../support/raw-mail.js';
import { RunningService } from '../support/running-service.js';
import { allTouches, logProblems, numberedLeaves, rootOf, untilCampaign } from '../support/run-records.js';
import { runCommand, ServiceProcess, type Settings } from '../support/service-process.js';

const minute = 60_000;
jest.setTimeout(3 * minute);
const copyArgs = ['copy-store', '--from', 'sqlite', '--to', 'mongodb'];
const waitingCount = 1_200;

/** Collections that no store of records has. */
const ofProcesses = /^(installation|leases|process_presence|audit_inbox|admin_keys|spool\..*)$/;
/** What only a write of this engine leaves: leaves on their way to the log, and tokens by which writes know themselves. */
const ofLaterWrites = /\.(leaves|hasLeaves|writes|closedBy|lastWrites|token)$/;

interface Report {
  readonly isMoved: boolean;
  readonly counts: Readonly<Record<string, number>>;
  readonly log: { readonly size: number; readonly root: string; readonly payloadCount: number };
}

describe('fairknock copy-store', () => {
  let run: RunningService;
  let server: MongoServer;
  let told: Told;
  let answers: Readonly<Record<string, unknown>>;
  let waitingImport: string;
  let moved: ServiceProcess | null = null;
  let report: Report;
  let copiedPaths: ReadonlySet<string>;

  const dataDir = () => run.process.dataDir;
  const settings = (databaseName: string): Settings => {
    const uri = new URL(server.uri);
    uri.pathname = `/${databaseName}`;
    return {
      ...withoutRates,
      FAIRKNOCK_MONGODB_URI: uri.href,
      FAIRKNOCK_SMTP_URL: run.sink.url,
      FAIRKNOCK_KEY_FILE: keyFile(),
    };
  };
  const keyFile = () => join(dataDir(), 'keys.json');
  const copy = (databaseName: string, ...more: string[]) =>
    runCommand(dataDir(), [...copyArgs, '--json', ...more], settings(databaseName));
  const killCopy = (pattern: RegExp, databaseName: string) =>
    killCommandWhen(pattern, { dataDir: dataDir(), args: copyArgs, settings: settings(databaseName) });
  const startSqlite = () => ServiceProcess.start(dataDir(), { FAIRKNOCK_SMTP_URL: run.sink.url });

  beforeAll(async () => {
    [server, run] = await Promise.all([startMongo(), RunningService.open()]);
    told = await tellOfEverything(run);
    answers = await everyAnswer(run.clients, told);
  });

  afterAll(async () => {
    await moved?.stop();
    await run.close();
    await server.stop();
  });

  it('refuses and changes nothing when a service leads on the file [P9]', async () => {
    const { code, stderr, stdout } = await copy('while-led');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^fairknock: a process works on this data: stop every one of them/);
  });

  it('refuses when the key file is another one, and leaves the file free [P7]', async () => {
    await run.process.stop();
    const other = { ...settings('other-keys'), FAIRKNOCK_KEY_FILE: join(dataDir(), 'other.json') };
    const made = await runCommand(join(dataDir(), 'elsewhere'), ['init', '--json'], {
      FAIRKNOCK_KEY_FILE: other.FAIRKNOCK_KEY_FILE,
    });
    expect(made.code).toBe(0);
    const { code, stderr } = await runCommand(dataDir(), copyArgs, other);
    expect(code).toBe(1);
    expect(stderr).toMatch(/the key file is not the one that this data was made with/);
  });

  it('refuses a database that holds anything, and leaves the file free [P9]', async () => {
    const client = await mongo.MongoClient.connect(server.uri);
    const contacts = client.db('filled').collection<{ _id: string }>('contacts');
    await contacts.insertOne({ _id: 'somebody' });
    const { code, stderr } = await copy('filled');
    expect(code).toBe(1);
    expect(stderr).toMatch(/the target database is not empty \(contacts\)/);
    await client.close();
    // The upload that waits: taken in, and the process is gone before it is worked through.
    run.process = await startSqlite();
    for (const each of Object.values(run.clients)) each.moveTo(run.process.url);
    const rows = Array.from({ length: waitingCount }, (_, number) => contactCells(1_000 + number));
    const path = `/v1/contacts/imports?liaId=${told.liaId}`;
    waitingImport = (await run.clients.sales.postCsv<{ id: string }>(path, contactsCsv(rows))).body.id;
    await run.process.kill();
  });

  it('leaves neither store usable when it is killed half-way, and the file again when it is given up [P1] [P2]', async () => {
    await killCopy(/^contact: /m, 'given-up');
    await expect(startSqlite()).rejects.toThrow(/this data is being moved to MongoDB: run fairknock copy-store again/);
    const half = ServiceProcess.start(join(dataDir(), 'half'), settings('given-up'));
    await expect(half).rejects.toThrow(/an installation is being moved into this database/);
    expect(JSON.parse((await copy('given-up', '--abandon')).stdout)).toEqual({ isMoved: false });
    const again = await startSqlite();
    expect(await again.kill()).toBeNull();
    expect((await copy('given-up')).stderr).toMatch(/the target database holds another copy/);
  });

  it('goes on where it was killed, as often as it is, until all is there and the roots are the same [P6]', async () => {
    for (const kind of ['leaf', 'person', 'contact', 'touch']) {
      await killCopy(new RegExp(`^${kind}: `, 'm'), 'moved');
    }
    const { code, stdout, stderr } = await copy('moved');
    expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
    report = JSON.parse(stdout) as Report;
    expect(report.isMoved).toBe(true);
    expect(report.log).toEqual(readFile().log);
    copiedPaths = await pathsIn('moved');
    expect(report.counts).toMatchObject({ ...readFile().counts, lia: 1, campaign: 2, import: 2, erasedRow: 1 });
  });

  it('starts on the file no more, and says where the data is, when it was moved [P2]', async () => {
    await expect(startSqlite()).rejects.toThrow(/this data was moved to MongoDB: set FAIRKNOCK_MONGODB_URI/);
    expect((await copy('moved')).stderr).toMatch(/this data was moved already/);
    expect((await copy('elsewhere')).stderr).toMatch(/this data was moved already, and not into this database/);
    expect((await copy('moved', '--abandon')).stderr).toMatch(/this data was moved/);
  });

  it('gives the same answers to the same keys, and works through the upload that waited, on MongoDB', async () => {
    moved = await ServiceProcess.start(join(dataDir(), 'moved'), settings('moved'));
    for (const each of Object.values(run.clients)) each.moveTo(moved.url);
    expect(await everyAnswer(run.clients, told)).toEqual(answers);
    const leaves = await numberedLeaves(run.clients);
    expect(logProblems(leaves)).toEqual([]);
    expect(rootOf(leaves.slice(0, report.log.size))).toBe(report.log.root);
    const kept = await run.clients.sales.post<{ id: string }>(
      '/v1/campaigns',
      campaignDraft(told.liaId, { name: 'Kept' }),
      { 'idempotency-key': 'kept-1' },
    );
    expect([
      kept.status,
      (await run.clients.sales.get<{ items: unknown[] }>('/v1/campaigns')).body.items.length,
    ]).toEqual([201, 2]);
    for (;;) {
      const { body } = await run.clients.sales.get<{ state: string }>(`/v1/contacts/imports/${waitingImport}`);
      if (body.state === 'running' || body.state === 'queued') continue;
      expect(body).toMatchObject({ state: 'finished', read: waitingCount, rejected: 0 });
      break;
    }
  });

  it('still refuses who objected, who was erased and who had their share, and takes their old link [P1] [P2] [P7]', async () => {
    const { sales } = run.clients;
    const again = [1, 2, 3, 4].map((number) => contactCells(number, { email: emailOf(number).toUpperCase() }));
    const { id, rejected } = await importContacts(run.clients, told.liaId, contactsCsv(again));
    expect(rejected).toBe(1);
    expect((await sales.get<string>(`/v1/contacts/imports/${id}/rejects`)).body).toContain('CONTACT_ERASED');
    const before = run.sink.transactions.length;
    const audience = { contactIds: told.contactIds };
    for (const name of ['second', 'third']) {
      const { body } = await sales.post<{ id: string }>('/v1/campaigns', campaignDraft(told.liaId, { name, audience }));
      await sales.post(`/v1/campaigns/${body.id}/launch`);
      await untilCampaign(sales, body.id, ({ isPlanned, counts: { byState } }) => {
        return isPlanned && byState['scheduled'] === 0 && byState['claimed'] === 0;
      });
      expect((await allTouches(sales, body.id)).length).toBeGreaterThan(20);
    }
    const late = run.sink.transactions.slice(before).flatMap(({ to }) => to);
    expect(late.filter((to) => [optedOut, erased, movedFrom, movedTo].includes(to))).toEqual([]);
    // Two messages are the cap, and the first one was sent before the move.
    expect(new Set(late).size).toBe(late.length);
    expect(late.length).toBeGreaterThan(20);
    expect((await oneClick(told.optOutUrl.replace(/^https?:\/\/[^/]+/, moved?.url ?? ''))).status).toBe(200);
    expect(logProblems(await numberedLeaves(run.clients))).toEqual([]);
  });

  it('has copied every path that the stores write, so that nothing is looked up in vain', async () => {
    const added = [...(await pathsIn('moved'))].filter((path) => !copiedPaths.has(path) && !ofLaterWrites.test(path));
    expect(added).toEqual([]);
  });

  /** `collection.path` of every document. */
  async function pathsIn(databaseName: string): Promise<ReadonlySet<string>> {
    const client = await mongo.MongoClient.connect(server.uri);
    const database = client.db(databaseName);
    const collections = (await database.listCollections().toArray()).filter(({ name }) => !ofProcesses.test(name));
    const paths = collections.map(async ({ name }) => {
      const documents = await database.collection(name).find().toArray();
      return documents.flatMap((document) => Object.keys(document).map((path) => `${name}.${path}`));
    });
    const found = new Set((await Promise.all(paths)).flat());
    await client.close();
    return found;
  }

  /** What the file holds, read without the product's code. */
  function readFile() {
    const file = new SqliteConnection(join(dataDir(), 'fairknock.sqlite'), { readonly: true });
    const count = (table: string) => file.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
    const hashes = file.prepare('SELECT leaf_hash FROM leaves ORDER BY number').pluck().all() as Buffer[];
    const leaves = hashes.map((hash, number) => ({ number, type: '', leaf: {}, leafHash: hash.toString('hex') }));
    const tables = {
      contact: 'contacts',
      touch: 'touches',
      gate: 'gate_rows',
      account: 'accounts',
      reject: 'import_rejects',
    };
    const counts = Object.fromEntries(Object.entries(tables).map(([kind, table]) => [kind, count(table)]));
    const log = { size: leaves.length, root: rootOf(leaves), payloadCount: count('leaf_payloads') };
    file.close();
    return { counts, log };
  }
});
