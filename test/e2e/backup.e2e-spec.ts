// Answers for the proof that a backup of the embedded store is one: restored to a new place it gives the same answers, and
// the root of its log is the one that it had.
import { copyFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import SqliteConnection from 'better-sqlite3';
import { contactCells, contactsCsv, importContacts } from '../support/campaign-inputs.js';
import { emailOf, everyAnswer, tellOfEverything, type Told } from '../support/copied-installation.js';
import { RunningService } from '../support/running-service.js';
import { logProblems, numberedLeaves, rootOf } from '../support/run-records.js';
import { runCommand, ServiceProcess } from '../support/service-process.js';

jest.setTimeout(120_000);

describe('A backup of the embedded store', () => {
  let run: RunningService;
  let told: Told;
  let answers: Readonly<Record<string, unknown>>;
  let root: string;
  let place: string;
  let restored: ServiceProcess | null = null;

  const moveTo = (url: string) => {
    for (const each of Object.values(run.clients)) each.moveTo(url);
  };
  const newPlace = () => mkdtempSync(join(tmpdir(), 'fairknock-backup-'));

  async function expectAsBefore(): Promise<void> {
    restored = await ServiceProcess.start(place);
    moveTo(restored.url);
    const leaves = await numberedLeaves(run.clients);
    expect([logProblems(leaves), rootOf(leaves)]).toEqual([[], root]);
    expect(await everyAnswer(run.clients, told)).toEqual(answers);
    const decision = { address: emailOf(1), channel: 'email', liaId: told.liaId };
    const { body } = await run.clients.sales.post<{ outcome: string }>('/v1/decisions', decision);
    expect(body.outcome).toBe('block');
    expect(await restored.stop()).toBe(0);
    expect((await runCommand(place, ['doctor'])).code).toBe(0);
  }

  beforeAll(async () => {
    run = await RunningService.open();
    told = await tellOfEverything(run);
    answers = await everyAnswer(run.clients, told);
    root = rootOf(await numberedLeaves(run.clients));
  });

  afterEach(async () => {
    await restored?.stop();
    rmSync(place, { recursive: true, force: true });
    moveTo(run.url);
  });

  afterAll(() => run.close());

  it('is the store as it was when VACUUM INTO copied it beside the running service, whatever came later [P6]', async () => {
    place = newPlace();
    const file = new SqliteConnection(join(run.process.dataDir, 'fairknock.sqlite'), { readonly: true });
    file.prepare('VACUUM INTO ?').run(join(place, 'fairknock.sqlite'));
    file.close();
    copyFileSync(join(run.process.dataDir, 'keys.json'), join(place, 'keys.json'));
    await importContacts(run.clients, told.liaId, contactsCsv([contactCells(500)]));
    await expectAsBefore();
    // For the next one: what is backed up there has this contact.
    moveTo(run.url);
    answers = await everyAnswer(run.clients, told);
    root = rootOf(await numberedLeaves(run.clients));
  });

  it('is the store when the whole folder of a killed service was copied, with the log beside the file [P6]', async () => {
    place = newPlace();
    await run.process.kill();
    cpSync(run.process.dataDir, place, { recursive: true });
    await run.restart();
    await expectAsBefore();
  });

  it('does not start without its keys, which are kept apart from it [P7]', async () => {
    place = newPlace();
    copyFileSync(join(run.process.dataDir, 'fairknock.sqlite'), join(place, 'fairknock.sqlite'));
    await expect(ServiceProcess.start(place)).rejects.toThrow(/keys\.json is missing but the database exists/);
  });
});
