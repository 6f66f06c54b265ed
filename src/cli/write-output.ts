// Answers for where a command's text goes: to standard output, or to a file that is there only when it is whole.
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { InputError } from '../shared/errors.js';
import { withProgress } from './export-progress.js';

const ownerOnly = 0o600;

/**
 * Exports and refused lines hold personal data: the file is its owner's alone.
 * @throws InputError where it cannot be written.
 */
export async function writeFileWhole(path: string, text: AsyncIterable<string | Buffer>): Promise<void> {
  const unfinished = `${path}.part`;
  try {
    await pipeline(text, createWriteStream(unfinished, { mode: ownerOnly }));
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    const { syscall, code } = error as { syscall?: string; code?: string };
    if (syscall === undefined) throw error;
    throw new InputError('INVALID_INPUT', `${path} cannot be written (${code ?? 'unknown error'})`);
  }
}

/** Streamed, whatever its size. */
export async function writeOutput(path: string | undefined, text: AsyncIterable<string | Buffer>): Promise<void> {
  if (path === undefined) await pipeline(text, process.stdout, { end: false });
  else await writeFileWhole(path, withProgress(text));
}
