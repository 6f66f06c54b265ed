// Answers for the content of one message as a stream that gives nothing out before the lease was looked at again (R7).
import { Readable } from 'node:stream';

/** The first read marks that content may have left; until `allow` is called, a reader waits. */
export class GatedContent extends Readable {
  private isAllowed = false;
  private isWanted = false;
  private isGiven = false;

  constructor(private readonly raw: Buffer) {
    super({ highWaterMark: raw.length + 1 });
  }

  /** Whether any byte may have been written. */
  get hasStarted(): boolean {
    return this.isGiven;
  }

  allow(): void {
    this.isAllowed = true;
    if (this.isWanted) this.give();
  }

  override _read(): void {
    this.isWanted = true;
    if (this.isAllowed) this.give();
  }

  private give(): void {
    if (this.isGiven || this.destroyed) return;
    this.isGiven = true;
    this.push(this.raw);
    this.push(null);
  }
}
