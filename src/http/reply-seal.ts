// Answers for kept replies that only the client who asked can read: they may hold personal data or a new key.
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM under a key that is made from what the client sends and stored nowhere: erased data stay erased (P7). */
export class ReplySeal {
  constructor(private readonly secret: string) {}

  /** Keyed SHA-256, hex. */
  digest(text: string): string {
    return createHmac('sha256', this.secret).update('request\n').update(text).digest('hex');
  }

  close(text: string): string {
    const nonce = randomBytes(nonceBytes);
    const sealing = createCipheriv(cipher, this.key(), nonce);
    const sealed = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
    return Buffer.concat([nonce, sealing.getAuthTag(), sealed]).toString('base64');
  }

  open(sealed: string): string {
    const bytes = Buffer.from(sealed, 'base64');
    const opening = createDecipheriv(cipher, this.key(), bytes.subarray(0, nonceBytes));
    opening.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    return Buffer.concat([opening.update(bytes.subarray(nonceBytes + tagBytes)), opening.final()]).toString('utf8');
  }

  private key(): Buffer {
    return createHmac('sha256', this.secret).update('reply\n').digest();
  }
}
