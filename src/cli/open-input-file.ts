// Answers for a file that is handed to a command, or what is piped into it, as a stream that counts its lines.
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { InputError } from '../shared/errors.js';

export interface InputFile {
  readonly body: Readable;
  /** Lines that have been read so far: about as many records, as far as a bar of progress needs to know. */
  readonly lineCount: () => number;
}

const lineFeed = 0x0a;

async function openFile(path: string): Promise<Readable> {
  try {
    const file = await open(path, 'r');
    if (!(await file.stat()).isDirectory()) return file.createReadStream();
    await file.close();
  } catch (error) {
    throw new InputError('INVALID_INPUT', `${path} cannot be read (${String((error as { code?: unknown }).code)})`);
  }
  throw new InputError('INVALID_INPUT', `${path} is a directory`);
}

/** @param path `-` is standard input. @throws InputError where it cannot be opened. */
export async function openInputFile(path: string): Promise<InputFile> {
  const source: Readable = path === '-' ? process.stdin : await openFile(path);
  let lines = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      for (let at = chunk.indexOf(lineFeed); at !== -1; at = chunk.indexOf(lineFeed, at + 1)) lines += 1;
      yield chunk;
    }
  }
  return { body: Readable.from(counted(), { objectMode: false }), lineCount: () => lines };
}
