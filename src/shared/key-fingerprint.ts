// Answers for telling whether two processes hold the same address keys, by what reveals nothing of the keys.
import type { VersionedKey } from './address-keys.js';
import { hmacSha256 } from './hmac-sha256.js';

const subject = 'fairknock:key-fingerprint';

/** `<version>:<hex>` of every live version, oldest first, with a space between; HMAC-SHA-256 of a constant under each. */
export function keyFingerprint(keys: readonly VersionedKey[]): string {
  const sorted = [...keys].sort((a, b) => a.version - b.version);
  return sorted.map(({ version, secret }) => `${version}:${hmacSha256(secret, subject).toString('hex')}`).join(' ');
}

/**
 * Keys may be added and, once nothing is known under them any more, taken away (R16); a version is never another key.
 * @returns whether data made with the stored keys can be used with the present ones.
 */
export function fitsFingerprint(stored: string, present: string): boolean {
  const before = new Map(stored.split(' ').map(versionAndDigest));
  const now = present.split(' ').map(versionAndDigest);
  const isUnchanged = now.every(([version, digest]) => (before.get(version) ?? digest) === digest);
  return isUnchanged && now.some(([version]) => before.has(version));
}

function versionAndDigest(part: string): readonly [string, string] {
  const [version = '', digest = ''] = part.split(':');
  return [version, digest];
}
