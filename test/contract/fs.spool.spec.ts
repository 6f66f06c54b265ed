// Answers for running the spool's contract on files, and for their modes and left-overs.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { FsSpool } from '../../src/adapters/spool-fs/fs.spool.js';
import { readConfig } from '../../src/config/read-config.js';
import { spoolContract } from './spool.contract.js';

async function openSpool(): Promise<{ spool: FsSpool; dataDir: string; close: () => Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'fairknock-spool-'));
  const spool = new FsSpool(readConfig({ NODE_ENV: 'test', FAIRKNOCK_DATA_DIR: dataDir }).config);
  return { spool, dataDir, close: () => rm(dataDir, { recursive: true }) };
}

spoolContract(openSpool);

describe('spool of files', () => {
  let opened: Awaited<ReturnType<typeof openSpool>>;
  let directory: string;
  beforeEach(async () => {
    opened = await openSpool();
    directory = join(opened.dataDir, 'spool');
  });
  afterEach(() => opened.close());

  const write = (name: string): Promise<void> => opened.spool.write(name, Readable.from([Buffer.from('x')]));

  it('is readable by its owner alone when a body was written', async () => {
    await write('body');
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    expect((await stat(join(directory, 'body'))).mode & 0o777).toBe(0o600);
    expect(await readdir(directory)).toEqual(['body']);
  });

  it('removes what a crash left a day ago, and nothing younger, when a body is written', async () => {
    await write('body');
    const { mtimeMs } = await stat(join(directory, 'body'));
    const leftBehind = async (name: string, hoursAgo: number): Promise<void> => {
      await writeFile(join(directory, name), 'half');
      const seconds = mtimeMs / 1000 - hoursAgo * 3600;
      await utimes(join(directory, name), seconds, seconds);
    };
    await leftBehind('old.1.part', 25);
    await leftBehind('young.2.part', 23);
    await write('next');
    expect((await readdir(directory)).sort()).toEqual(['body', 'next', 'young.2.part']);
  });
});
