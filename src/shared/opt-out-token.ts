// Answers for the token of an opt-out link: it carries all it needs, cannot be forged, and works after erasure (M2, M5).
import { timingSafeEqual } from 'node:crypto';
import { hmacSha256 } from './hmac-sha256.js';
import type { VersionedKey } from './address-keys.js';
import type { RowId } from './ids.js';

export interface OptOutClaim {
  readonly rowId: RowId;
  /** BCP 47, of the message that carried the link. */
  readonly language: string;
}

const layout = 1;
const headOctets = 4;
const rowOctets = 32;
// RFC 8058 asks for a URI that is hard to forge; 128 bits is the least that rule M2 allows.
const macOctets = 16;
/** Keeps these digests apart from any other use of the key. */
const purpose = Buffer.from('fairknock opt-out\0');
const maxKeyVersion = 0xffff;
const rowIdForm = /^[0-9a-f]{64}$/;
const languageForm = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}$/;
// An unknown key version costs the same work as a known one, so that the answer's time tells nothing (M3).
const noKey: VersionedKey = { version: -1, secret: Buffer.alloc(rowOctets) };

function macOf(key: VersionedKey, body: Uint8Array): Buffer {
  return hmacSha256(key.secret, Buffer.concat([purpose, body])).subarray(0, macOctets);
}

/**
 * @param keys the live versions, the current one first; at least one.
 * @returns base64url: layout, key version, language, row id, MAC; 72 characters for a language of two letters.
 */
export function makeOptOutToken(keys: readonly VersionedKey[], claim: OptOutClaim): string {
  const key = keys[0];
  if (key === undefined || key.version < 0 || key.version > maxKeyVersion) throw new TypeError('no usable token key');
  if (!rowIdForm.test(claim.rowId)) throw new TypeError('the row id of a token is 64 hexadecimal digits');
  if (!languageForm.test(claim.language)) throw new TypeError('the language of a token is a BCP 47 tag');
  const language = Buffer.from(claim.language, 'latin1');
  const head = Buffer.from([layout, key.version >> 8, key.version & 0xff, language.length]);
  const body = Buffer.concat([head, language, Buffer.from(claim.rowId, 'hex')]);
  return Buffer.concat([body, macOf(key, body)]).toString('base64url');
}

/** @returns null where the token was not made with one of these keys; the comparison takes constant time. */
export function readOptOutToken(keys: readonly VersionedKey[], token: string): OptOutClaim | null {
  const bytes = Buffer.from(token, 'base64url');
  // One token has one spelling: Node's decoder also takes padding, blanks and stray bits at the end.
  const isCanonical = bytes.toString('base64url') === token;
  const body = bytes.subarray(0, Math.max(0, bytes.length - macOctets));
  const version = body.length >= headOctets ? body.readUInt16BE(1) : noKey.version;
  const known = keys.find((key) => key.version === version);
  const expected = macOf(known ?? noKey, body);
  const given = bytes.subarray(body.length);
  const isOurs = given.length === macOctets && timingSafeEqual(given, expected) && known !== undefined;
  return isOurs && isCanonical ? readBody(body) : null;
}

function readBody(body: Buffer): OptOutClaim | null {
  const rowAt = headOctets + (body[3] ?? 0);
  if (body[0] !== layout || body.length !== rowAt + rowOctets) return null;
  const language = body.toString('latin1', headOctets, rowAt);
  return languageForm.test(language) ? { rowId: body.toString('hex', rowAt) as RowId, language } : null;
}
