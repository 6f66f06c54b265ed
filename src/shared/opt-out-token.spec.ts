// Answers for proving that opt-out tokens cannot be forged, cut or mixed up.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { makeOptOutToken, readOptOutToken } from './opt-out-token.js';
import type { VersionedKey } from './address-keys.js';
import type { RowId } from './ids.js';

const keys: VersionedKey[] = [
  { version: 2, secret: Buffer.alloc(32, 2) },
  { version: 1, secret: Buffer.alloc(32, 1) },
];
const rowId = 'ab'.repeat(32) as RowId;
const token = makeOptOutToken(keys, { rowId, language: 'en' });

describe('opt-out token', () => {
  it('gives back row and language when it is ours [M2]', () => {
    expect(readOptOutToken(keys, token)).toEqual({ rowId, language: 'en' });
    expect(token).toMatch(/^[A-Za-z0-9_-]{72}$/);
  });

  it('is read under an older key version for as long as that key exists [M5]', () => {
    const old = makeOptOutToken(keys.slice(1), { rowId, language: 'pt-BR' });
    expect(readOptOutToken(keys, old)).toEqual({ rowId, language: 'pt-BR' });
    expect(readOptOutToken(keys.slice(0, 1), old)).toBeNull();
  });

  it('is refused when any bit is flipped [case 13][M2]', () => {
    const bytes = Buffer.from(token, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const forged = Buffer.from(bytes);
      forged.writeUInt8((forged[bit >> 3] ?? 0) ^ (1 << (bit & 7)), bit >> 3);
      expect(readOptOutToken(keys, forged.toString('base64url'))).toBeNull();
    }
  });

  it('is refused when truncated, padded or spelled otherwise [case 13]', () => {
    for (let length = 0; length < token.length; length += 1) {
      expect(readOptOutToken(keys, token.slice(0, length))).toBeNull();
    }
    for (const odd of [`${token}=`, `${token}A`, ` ${token}`, `${token}\n`, token.toLowerCase()]) {
      expect(readOptOutToken(keys, odd)).toBeNull();
    }
  });

  it('is refused, and never throws, when it is any other text [case 13]', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.base64String()), (text) => {
        expect(readOptOutToken(keys, text)).toBeNull();
      }),
    );
  });

  it('is not made for what is no row id or no language', () => {
    expect(() => makeOptOutToken(keys, { rowId: 'x' as RowId, language: 'en' })).toThrow(TypeError);
    expect(() => makeOptOutToken(keys, { rowId, language: 'en\r\n' })).toThrow(TypeError);
    expect(() => makeOptOutToken([], { rowId, language: 'en' })).toThrow(TypeError);
  });
});
