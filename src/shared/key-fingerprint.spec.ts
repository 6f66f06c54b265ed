// Answers for the proof that other keys are noticed, and that a rotation is not taken for them.
import { describe, expect, it } from '@jest/globals';
import { fitsFingerprint, keyFingerprint } from './key-fingerprint.js';

const key = (version: number, fill = version) => ({ version, secret: new Uint8Array(32).fill(fill) });

describe('keyFingerprint', () => {
  it('is the same for the same keys in any order, and holds none of them [R16]', () => {
    const fingerprint = keyFingerprint([key(2), key(1)]);
    expect(fingerprint).toBe(keyFingerprint([key(1), key(2)]));
    expect(fingerprint).toMatch(/^1:[0-9a-f]{64} 2:[0-9a-f]{64}$/);
    expect(fingerprint).not.toContain(Buffer.from(key(1).secret).toString('hex'));
  });

  it.each([
    { what: 'the same keys', before: [key(1)], now: [key(1)], fits: true },
    { what: 'a key that was added', before: [key(1)], now: [key(2), key(1)], fits: true },
    { what: 'a key that was taken away', before: [key(1), key(2)], now: [key(2)], fits: true },
    { what: 'other keys', before: [key(1)], now: [key(1, 9)], fits: false },
    { what: 'one version with another key', before: [key(1), key(2)], now: [key(1), key(2, 9)], fits: false },
    { what: 'nothing in common', before: [key(1)], now: [key(2)], fits: false },
  ])('answers $fits when there is $what [R16] [P7]', ({ before, now, fits }) => {
    expect(fitsFingerprint(keyFingerprint(before), keyFingerprint(now))).toBe(fits);
  });
});
