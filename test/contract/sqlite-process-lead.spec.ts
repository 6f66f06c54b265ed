// Answers for the proof that one process at a time leads, and that the next one may when it lets go or is closed.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteProcessLead } from '../../src/adapters/storage-sqlite/sqlite.process-lead.js';
import { DependencyError } from '../../src/shared/errors.js';

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

  it('refuses the second when the first leads, and stays with the first when it asks again', async () => {
    const asked = [first.tryTake(), second.tryTake(), first.tryTake(), second.tryTake()];
    expect(await Promise.all(asked)).toEqual([true, false, true, false]);
  });

  it('goes to the second when the first lets go, or its process is closed', async () => {
    await first.tryTake();
    await first.release();
    expect(await Promise.all([second.tryTake(), first.tryTake()])).toEqual([true, false]);
    await second.onApplicationShutdown();
    expect(await first.tryTake()).toBe(true);
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
