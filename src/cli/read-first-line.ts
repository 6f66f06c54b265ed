// Answers for one line of text that is piped into a command, so that it need not stand on the command line.
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { InputError } from '../shared/errors.js';

/** @throws InputError where nothing comes. */
export async function readFirstLine(input: Readable): Promise<string> {
  const lines = createInterface({ input });
  try {
    for await (const line of lines) if (line.trim() !== '') return line.trim();
  } finally {
    lines.close();
    input.destroy();
  }
  throw new InputError('INVALID_INPUT', 'nothing came in on standard input');
}
