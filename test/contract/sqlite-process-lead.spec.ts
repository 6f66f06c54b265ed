// Answers for the proof that one process at a time leads, and that the next one may when it lets go or is closed.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteProcessLead } from '../../src/adapters/storage-sqlite/sqlite.process-lead.js';
import { DependencyError } from '../../src/shared/errors.js';
import { processLeadContract } from './process-lead.contract.js';

describe('SqliteProcessLead', () => {
  let folder: string;
  let first: SqliteProcessLead;
  let second: SqliteProcessLead;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fairknock-lead-'));
    first = new SqliteProcessLead(join(folder, 'store.sqlite'));
    second = new SqliteProcessLead(join(folder, 'store.sqlite'));
  });
  afterEach(async () => {
    await first.release();
    await second.release();
    await rm(folder, { recursive: true });
  });

  processLeadContract(() => Promise.resolve({ first, second }));

  it('goes to the second when the process of the first is closed', async () => {
    await first.tryTake();
    await first.onApplicationShutdown();
    expect(await second.tryTake()).toBe(true);
  });

  it('keeps one empty private file beside the database when it leads', async () => {
    await first.tryTake();
    expect(readdirSync(folder)).toEqual(['lead.lock']);
    const { mode, size } = statSync(join(folder, 'lead.lock'));
    expect([mode & 0o777, size]).toEqual([0o600, 0]);
  });

  it('leads in any case when the database is in memory', async () => {
    const [one, other] = [new SqliteProcessLead(':memory:'), new SqliteProcessLead(':memory:')];
    expect(await Promise.all([one.tryTake(), other.tryTake()])).toEqual([true, true]);
    await one.release();
    await other.release();
  });

  it('says that it cannot be known when the file cannot be opened [P9]', async () => {
    mkdirSync(join(folder, 'lead.lock'));
    await expect(first.tryTake()).rejects.toThrow(DependencyError);
  });
});
