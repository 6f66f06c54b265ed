// Answers for many small random values from few calls: one call of the system's generator costs more than a leaf's hash.
import { randomFillSync } from 'node:crypto';

const poolBytes = 8_192;

export class RandomPool {
  private readonly pool = Buffer.alloc(poolBytes);
  private used = poolBytes;

  /** Cryptographically strong; no byte is handed out twice. @param length at most 8,192. */
  take(length: number): Buffer {
    if (this.used + length > poolBytes) {
      randomFillSync(this.pool);
      this.used = 0;
    }
    const taken = Buffer.from(this.pool.subarray(this.used, this.used + length));
    this.used += length;
    return taken;
  }
}
