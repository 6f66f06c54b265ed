// Answers for knowing the address keys again without storing them.
import type { VersionedKey } from '../../shared/address-keys.js';
import { hmacSha256 } from '../../shared/hmac-sha256.js';

const hexDigits = 32;

/** `<version>:<digest>` of each key. */
export function keyFingerprints(keys: readonly VersionedKey[]): string[] {
  const digest = (secret: Uint8Array) => hmacSha256(secret, 'fairknock key fingerprint').toString('hex');
  return keys.map(({ version, secret }) => `${version}:${digest(secret).slice(0, hexDigits)}`);
}
