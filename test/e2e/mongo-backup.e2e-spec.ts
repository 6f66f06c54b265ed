// Answers for the proof that a copy of MongoDB's folder is a backup: another server on it, at another port, gives the same
// answers, and the root of the log is the one that it had.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { lookUpMongodbProgram } from '../../scripts/look-up-mongodb.mjs';
import { contactCells, contactsCsv, importContacts } from '../support/campaign-inputs.js';
import { emailOf, everyAnswer, tellOfEverything, type Told } from '../support/copied-installation.js';
import { freePort } from '../support/free-port.js';
import { mongoCommand, startOwnMongo, untilWritable, type MongoServer } from '../support/mongo-server.js';
import { RunningService } from '../support/running-service.js';
import { logProblems, numberedLeaves, rootOf } from '../support/run-records.js';
import { ServerProcess } from '../support/server-process.js';
import { newDataDir, removeDataDir, runCommand, ServiceProcess, type Settings } from '../support/service-process.js';

jest.setTimeout(120_000);

describe("A copy of MongoDB's folder", () => {
  const folder = newDataDir();
  const backup = mkdtempSync(join(tmpdir(), 'fairknock-backup-'));
  let server: MongoServer;
  let run: RunningService;
  let told: Told;
  let copy: ServerProcess | null = null;
  let restored: ServiceProcess | null = null;

  const settingsFor = (uri: string): Settings => ({
    FAIRKNOCK_MONGODB_URI: uri,
    FAIRKNOCK_KEY_FILE: join(folder, 'keys.json'),
  });

  beforeAll(async () => {
    server = await startOwnMongo();
    const { code, stderr } = await runCommand(folder, ['migrate'], settingsFor(server.uri));
    expect([code, stderr]).toEqual([0, '']);
    run = await RunningService.open(settingsFor(server.uri));
    told = await tellOfEverything(run);
  });

  afterAll(async () => {
    await restored?.stop();
    await run.close();
    await Promise.all([copy?.kill(), server.stop()]);
    rmSync(backup, { recursive: true, force: true });
    removeDataDir(folder);
  });

  it('is the store as it was, when a server was stopped, copied and went on elsewhere [P6] [R20]', async () => {
    const answers = await everyAnswer(run.clients, told);
    const root = rootOf(await numberedLeaves(run.clients));
    await run.process.stop();
    await server.kill();
    cpSync(server.folder ?? '', backup, { recursive: true });
    await server.restart();
    await run.restart();
    await importContacts(run.clients, told.liaId, contactsCsv([contactCells(500)]));
    const uri = await startCopy();
    restored = await ServiceProcess.start(join(folder, 'restored'), settingsFor(uri));
    for (const each of Object.values(run.clients)) each.moveTo(restored.url);
    const leaves = await numberedLeaves(run.clients);
    expect([logProblems(leaves), rootOf(leaves)]).toEqual([[], root]);
    expect(await everyAnswer(run.clients, told)).toEqual(answers);
    const decision = { address: emailOf(1), channel: 'email', liaId: told.liaId };
    expect((await run.clients.sales.post<{ outcome: string }>('/v1/decisions', decision)).body.outcome).toBe('block');
    expect((await runCommand(folder, ['doctor'], settingsFor(uri))).code).toBe(0);
  });

  it('is refused when the keys are others: opt-outs would not be met again [P7]', async () => {
    const other = { ...settingsFor(server.uri), FAIRKNOCK_KEY_FILE: join(folder, 'other.json') };
    await runCommand(join(folder, 'elsewhere'), ['init'], { FAIRKNOCK_KEY_FILE: other.FAIRKNOCK_KEY_FILE });
    const start = ServiceProcess.start(join(folder, 'other'), other);
    await expect(start).rejects.toThrow(/the address keys are not those that this data was made with/);
  });

  /** A real replica set remembers its address: there the copy takes the place of the server that it was made of. */
  async function startCopy(): Promise<string> {
    const found = lookUpMongodbProgram();
    if (found === null) throw new Error('the program of the server is gone');
    const isMoved = found.kind === 'compatible';
    if (!isMoved) await server.kill();
    const port = isMoved ? await freePort() : server.port;
    copy = await ServerProcess.start(mongoCommand(found, { port, folder: backup }));
    if (!isMoved) await untilWritable(port);
    return server.uriThrough(port);
  }
});
