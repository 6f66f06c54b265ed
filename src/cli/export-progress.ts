// Answers for showing how much of an export is written: a running count on a terminal, one line at the end elsewhere.
import { SingleBar } from 'cli-progress';

const kibibyte = 1024;

/** Passes the text through; what is left to come is not known of a stream, so it counts and draws no share. */
export async function* withProgress(text: AsyncIterable<string | Buffer>): AsyncGenerator<string | Buffer> {
  const drawn = process.stderr.isTTY
    ? new SingleBar({ format: '{value} KiB written', stream: process.stderr, hideCursor: true })
    : null;
  let bytes = 0;
  drawn?.start(0, 0);
  try {
    for await (const part of text) {
      yield part;
      bytes += Buffer.byteLength(part);
      drawn?.update(Math.ceil(bytes / kibibyte));
    }
  } finally {
    drawn?.stop();
  }
  if (drawn === null) process.stderr.write(`${Math.ceil(bytes / kibibyte)} KiB written\n`);
}
