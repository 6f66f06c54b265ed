// Answers for the payload of a leaf as it is kept: with its salt, encrypted under the person's key where it is about one.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { hmacSha256 } from '../../shared/hmac-sha256.js';
import type { LeafId } from '../../shared/ids.js';
import type { JsonObject } from '../../shared/json.js';

const cipher = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;
/** The person's key also commits to the person in each leaf; what encrypts is derived from it. */
const purpose = 'fairknock leaf payload';

export interface LeafSecret {
  /** Hex. */
  readonly salt: string;
  /** Canonical JSON, as it was committed to. */
  readonly payload: string;
}

/** @param key null where the leaf is about nobody: then it is plain. @param leafId bound to it, so that two cannot be swapped. */
export function sealSecret(secret: LeafSecret, leafId: LeafId, key: Uint8Array | null): Buffer {
  const plain = Buffer.from(JSON.stringify(secret), 'utf8');
  if (key === null) return plain;
  const iv = randomBytes(ivBytes);
  const sealing = createCipheriv(cipher, hmacSha256(key, purpose), iv, { authTagLength: tagBytes });
  sealing.setAAD(Buffer.from(leafId, 'utf8'));
  const sealed = Buffer.concat([sealing.update(plain), sealing.final()]);
  return Buffer.concat([iv, sealing.getAuthTag(), sealed]);
}

/** @returns null where another key sealed it: the first was destroyed. */
export function openSecret(sealed: Uint8Array, leafId: LeafId, key: Uint8Array | null): LeafSecret | null {
  const plain = key === null ? Buffer.from(sealed) : decrypt(Buffer.from(sealed), leafId, key);
  return plain === null ? null : (JSON.parse(plain.toString('utf8')) as LeafSecret);
}

export function payloadOf(secret: LeafSecret): JsonObject {
  return JSON.parse(secret.payload) as JsonObject;
}

function decrypt(sealed: Buffer, leafId: LeafId, key: Uint8Array): Buffer | null {
  const iv = sealed.subarray(0, ivBytes);
  const opening = createDecipheriv(cipher, hmacSha256(key, purpose), iv, { authTagLength: tagBytes });
  opening.setAAD(Buffer.from(leafId, 'utf8'));
  opening.setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes));
  try {
    return Buffer.concat([opening.update(sealed.subarray(ivBytes + tagBytes)), opening.final()]);
  } catch {
    return null;
  }
}
