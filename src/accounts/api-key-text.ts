// Answers for the written form of an API key, `fk_<id>_<secret>`, and for what is stored of it.
import { randomBytes } from 'node:crypto';
import { sha256Hex } from '../shared/canonical-json.js';
import { newId, type AccountId, type KeyId } from '../shared/ids.js';
import type { Instant } from '../shared/instant.js';
import type { ApiKey } from '../ports/account-store.port.js';

const secretBytes = 32;
const keyText = /^fk_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_([\w-]{43})$/;

/** A new key and its text, which is shown once and stored nowhere. */
export function newApiKey(accountId: AccountId, createdAt: Instant): { key: ApiKey; text: string } {
  const id = newId<KeyId>();
  const secret = randomBytes(secretBytes).toString('base64url');
  const key = { id, accountId, secretHash: sha256Hex(secret), createdAt, revokedAt: null };
  return { key, text: `fk_${id}_${secret}` };
}

/** @returns the id and the hash of the secret; null where the text is no key. */
export function readApiKey(text: string): { id: KeyId; secretHash: string } | null {
  const [, id, secret] = keyText.exec(text) ?? [];
  return id === undefined || secret === undefined ? null : { id: id as KeyId, secretHash: sha256Hex(secret) };
}
