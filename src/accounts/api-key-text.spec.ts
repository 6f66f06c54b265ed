// Answers for the proof that a key's text reads back to what is stored, and nothing else does.
import { describe, expect, it } from '@jest/globals';
import { newId, type AccountId } from '../shared/ids.js';
import type { Instant } from '../shared/instant.js';
import { newApiKey, readApiKey } from './api-key-text.js';

const made = () => newApiKey(newId<AccountId>(), 0 as Instant);

describe('an API key', () => {
  it('reads back to the id and the hash that are stored, and holds no hash itself', () => {
    const { key, text } = made();
    expect(readApiKey(text)).toEqual({ id: key.id, secretHash: key.secretHash });
    expect(text).toMatch(/^fk_[0-9a-f-]{36}_[\w-]{43}$/);
    expect(text).not.toContain(key.secretHash);
  });

  it('has 256 bits of chance of its own', () => {
    const secrets = Array.from({ length: 100 }, () => made().text.slice(-43));
    expect(new Set(secrets).size).toBe(100);
    expect(Buffer.from(secrets[0] ?? '', 'base64url')).toHaveLength(32);
  });

  it.each(['', 'fk_', 'fk__', 'Bearer x', `fk_${newId<AccountId>()}_short`, `${made().text}x`, ` ${made().text}`])(
    'is none when the text is %j',
    (text) => {
      expect(readApiKey(text)).toBeNull();
    },
  );
});
