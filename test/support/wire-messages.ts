// Answers for cutting a stream of bytes at the boundaries of MongoDB's messages, and for telling them from other protocols.

const headerBytes = 16;
const maxMessageBytes = 64 * 1024 * 1024;

/** Of one connection and one direction. */
export class WireMessages {
  private rest: Buffer = Buffer.alloc(0);

  /** @returns the messages that are whole by now. */
  push(chunk: Buffer): Buffer[] {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const whole: Buffer[] = [];
    for (let length = this.nextLength(); length !== null; length = this.nextLength()) {
      whole.push(this.rest.subarray(0, length));
      this.rest = this.rest.subarray(length);
    }
    return whole;
  }

  /** The first four bytes are the length, little endian (MongoDB wire protocol, message header). */
  private nextLength(): number | null {
    if (this.rest.length < headerBytes) return null;
    const length = this.rest.readInt32LE(0);
    return length <= this.rest.length ? length : null;
  }
}

/** Redis's commands begin with `*`, a letter or `\r\n`, whose bytes are no length that MongoDB would take. */
export function isMongoMessage(chunk: Buffer): boolean {
  if (chunk.length < headerBytes) return false;
  const length = chunk.readInt32LE(0);
  return length >= headerBytes && length <= maxMessageBytes;
}

/** Whether a reply says that it answers this request; where the protocol does not say, the next reply is the answer. */
export function isAnswerTo(reply: Buffer, request: Buffer): boolean {
  const [requestIdAt, responseToAt] = [4, 8];
  if (!isMongoMessage(request) || !isMongoMessage(reply)) return true;
  return reply.readInt32LE(responseToAt) === request.readInt32LE(requestIdAt);
}
