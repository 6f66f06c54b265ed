// Answers for signing a message with DKIM so that both list headers are covered (RFC 6376, RFC 8058; M1, M9).
import DKIM from 'nodemailer/lib/dkim';
import { buffer } from 'node:stream/consumers';
import type { Config } from '../../config/config.js';

/** nodemailer's own list leaves List-Unsubscribe-Post out, which RFC 8058 makes a must. */
const signedHeaders = [
  'From',
  'To',
  'Subject',
  'Date',
  'Message-ID',
  'Reply-To',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
];

export class DkimSigner {
  private readonly dkim: DKIM;

  constructor({ domain, selector, privateKey }: NonNullable<Config['dkim']>) {
    this.dkim = new DKIM({
      domainName: domain,
      keySelector: selector,
      privateKey,
      headerFieldNames: signedHeaders.join(':'),
    });
  }

  /** rsa-sha256, relaxed/relaxed. @throws Error where the key cannot sign: an unsigned message must not leave as if signed. */
  async sign(raw: Buffer): Promise<Buffer> {
    const signed = await buffer(this.dkim.sign(raw));
    if (!signed.subarray(0, 15).equals(Buffer.from('DKIM-Signature:'))) {
      throw new Error('The DKIM key did not sign');
    }
    return signed;
  }
}
