// Answers for the content of one message as a stream that gives nothing out before the lease was looked at again (R7).
import { Readable, type Writable } from 'node:stream';
import type { Socket } from 'node:net';

const crlf = Buffer.from('\r\n');
const end = Buffer.from('.\r\n');
const dot = 0x2e;

/** `pipe` is called when the relay waits for the content; until `allow` is called, it gets none. */
export class GatedContent extends Readable {
  private isAllowed = false;
  private isGiven = false;
  private target: Writable | null = null;

  /** @param socket where the content goes in the end, past `pipe`'s target. */
  constructor(
    private readonly raw: Buffer,
    private readonly socket: () => Socket | null,
  ) {
    super();
  }

  /** Whether any byte may have been written. */
  get hasStarted(): boolean {
    return this.isGiven;
  }

  allow(): void {
    this.isAllowed = true;
    this.give();
  }

  override pipe<T extends NodeJS.WritableStream>(target: T): T {
    this.target = target as unknown as Writable;
    this.give();
    return target;
  }

  /** The target escapes dots at the beginning of lines; where there is none, the socket gets the octets as they are. */
  private give(): void {
    const { target, raw } = this;
    if (target === null || !this.isAllowed || this.isGiven || this.destroyed) return;
    this.isGiven = true;
    const socket = this.socket();
    if (socket === null || !target.writable || needsEscaping(raw)) {
      target.end(raw);
      return;
    }
    (target as unknown as Readable).unpipe(socket);
    socket.write(Buffer.concat([raw, end]));
  }
}

/** Also true where a line end of another kind stands before a dot: a relay might take it for the end of the message. */
function needsEscaping(raw: Buffer): boolean {
  return raw[0] === dot || raw.includes('\n.') || raw.includes('\r.') || !raw.subarray(-crlf.length).equals(crlf);
}
