// Answers for the proof that our HMAC is the one of RFC 2104: its test vectors (RFC 4231), and Node's own for any input.
import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { hmacSha256 } from './hmac-sha256.js';

describe('hmacSha256', () => {
  it.each([
    ['0b'.repeat(20), 'Hi There', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
    ['4a656665', 'what do ya want for nothing?', '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'],
  ])('gives the digest of RFC 4231 when the key is %s', (key, data, digest) => {
    expect(hmacSha256(Buffer.from(key, 'hex'), data).toString('hex')).toBe(digest);
  });

  it('agrees with Node when key and data are any', () => {
    const key = fc.uint8Array({ maxLength: 64 });
    const data = fc.oneof(fc.string({ unit: 'grapheme' }), fc.uint8Array());
    fc.assert(
      fc.property(key, data, (secret, text) => {
        const expected = createHmac('sha256', secret).update(text).digest('hex');
        expect(hmacSha256(secret, text).toString('hex')).toBe(expected);
      }),
    );
  });

  it('refuses a key that RFC 2104 would hash first', () => {
    expect(() => hmacSha256(new Uint8Array(65), '')).toThrow(TypeError);
  });
});
