// Answers for knowing, of an upload that is read once and has any size, whether it is the same as an earlier one.
import { createHash } from 'node:crypto';
import { pipeline, Readable, Transform } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import { InputError } from '../shared/errors.js';

export class UploadDigest {
  private readonly hash = createHash('sha256');
  private readonly tap = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      this.hash.update(chunk);
      done(null, chunk);
    },
  });

  private constructor(body: Readable) {
    // An error of the upload reaches whoever reads the tap.
    pipeline(body, this.tap, () => undefined);
  }

  /**
   * Puts itself between the request's stream and its handler. @returns null where the body is no stream.
   * @throws InputError where the body is a form: two forms with the same file differ, so they cannot be recognised.
   */
  static of(request: FastifyRequest): UploadDigest | null {
    if (/^multipart\//i.test(request.headers['content-type'] ?? '')) {
      throw new InputError('INVALID_INPUT', 'an upload with an Idempotency-Key must be sent as text/csv');
    }
    if (!(request.body instanceof Readable)) return null;
    const digest = new UploadDigest(request.body);
    request.body = digest.tap;
    return digest;
  }

  /** SHA-256 of what has been read, hex; once, at the end. */
  hex(): string {
    return this.hash.digest('hex');
  }

  /** Reads the upload to its end without keeping it. */
  async drained(): Promise<string> {
    this.tap.resume();
    await finished(this.tap, { writable: false });
    return this.hex();
  }
}
