// Answers for looking at the beginning of a stream without losing it.
import { sniffedBytes } from './sniff-csv.js';

export interface PeekedStream {
  readonly head: Buffer;
  /** The whole stream, the head included. Leaving it early does not close the stream. */
  readonly chunks: AsyncIterable<Buffer>;
  /** Reads what is left and throws it away, so that an HTTP peer that still sends gets its answer. */
  drain(): Promise<void>;
}

function toBuffer(chunk: unknown): Buffer {
  return typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer);
}

export async function peekHead(stream: AsyncIterable<unknown>): Promise<PeekedStream> {
  const iterator = stream[Symbol.asyncIterator]();
  const read: Buffer[] = [];
  let length = 0;
  while (length < sniffedBytes) {
    const next = await iterator.next();
    if (next.done === true) break;
    const chunk = toBuffer(next.value);
    read.push(chunk);
    length += chunk.length;
  }
  async function* chunks(): AsyncGenerator<Buffer> {
    yield* read;
    // Not for-await: leaving that early would destroy the stream, and with it the connection of a request.
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield toBuffer(next.value);
  }
  const drain = async (): Promise<void> => {
    while ((await iterator.next()).done !== true);
  };
  return { head: Buffer.concat(read).subarray(0, sniffedBytes), chunks: chunks(), drain };
}
