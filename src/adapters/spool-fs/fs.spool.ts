// Answers for accepted uploads as files: written aside, synced, then renamed, so that a name always holds a whole body.
import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Config, spoolFolder } from '../../config/config.js';
import { Spool } from '../../ports/spool.port.js';
import { InvariantError } from '../../shared/errors.js';
import { dayMs } from '../../shared/instant.js';

const safeName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;
const unfinishedSuffix = '.part';

/** The files hold personal data: mode 0600 in a directory of mode 0700. */
@Injectable()
export class FsSpool extends Spool {
  private readonly directory: string;

  constructor(config: Config) {
    super();
    this.directory = spoolFolder(config);
  }

  async write(name: string, body: Readable): Promise<void> {
    const target = this.pathOf(name);
    // An upload may break off before the file is open; without a listener that would end the process. Reading throws it.
    body.on('error', () => undefined);
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    const unfinished = `${target}.${randomBytes(8).toString('hex')}${unfinishedSuffix}`;
    try {
      await writeSynced(unfinished, body);
      await rename(unfinished, target);
      await this.syncDirectory();
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
    await this.removeAbandoned(target);
  }

  read(name: string): Readable {
    return createReadStream(this.pathOf(name));
  }

  async remove(name: string): Promise<void> {
    await rm(this.pathOf(name), { force: true });
  }

  private pathOf(name: string): string {
    if (!safeName.test(name) || name.endsWith(unfinishedSuffix)) {
      throw new InvariantError('INTERNAL', 'a spool name must be a plain file name');
    }
    return join(this.directory, name);
  }

  /** Without it the rename itself may be lost in a power failure. */
  private async syncDirectory(): Promise<void> {
    const directory = await open(this.directory, 'r');
    try {
      await directory.sync();
    } finally {
      await directory.close();
    }
  }

  /** What a crash left half written, a day older than the file just written, is nobody's any more. */
  private async removeAbandoned(fresh: string): Promise<void> {
    const now = await modifiedAtMs(fresh);
    const names = (await readdir(this.directory)).filter((name) => name.endsWith(unfinishedSuffix));
    for (const path of names.map((name) => join(this.directory, name))) {
      if ((await modifiedAtMs(path)) < now - dayMs) await rm(path, { force: true });
    }
  }
}

/** Infinity where the file is gone: another process was quicker, and nothing is to be done. */
async function modifiedAtMs(path: string): Promise<number> {
  return stat(path).then(
    (found) => found.mtimeMs,
    () => Infinity,
  );
}

async function writeSynced(path: string, body: Readable): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(body);
    await file.sync();
  } finally {
    await file.close();
  }
}
