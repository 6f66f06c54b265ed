// Answers for the keyed digests under which addresses, domains and phone numbers are known without being stored (R16).
import type { CanonicalEmail } from './canonical-email.js';
import type { CanonicalPhone } from './canonical-phone.js';
import { hmacSha256 } from './hmac-sha256.js';
import type { GateKey, RowId } from './ids.js';

/** One live version of the address key: 32 random bytes. */
export interface VersionedKey {
  readonly version: number;
  readonly secret: Uint8Array;
}

/** The digests of one email address under every live key version, the current one first. */
export interface AddressKeys {
  readonly current: RowId;
  readonly older: readonly RowId[];
}

function digest(key: VersionedKey, text: string): string {
  return hmacSha256(key.secret, text).toString('hex');
}

/** @param keys the live versions, the current one first; at least one. */
export function emailKeys(keys: readonly VersionedKey[], email: CanonicalEmail): AddressKeys {
  const [current, ...older] = keys.map((key) => digest(key, `email:${email}`) as RowId);
  if (current === undefined) throw new TypeError('no address key');
  return { current, older };
}

/** Gate keys of a phone number, one per live key version. */
export function phoneGateKeys(keys: readonly VersionedKey[], phone: CanonicalPhone): GateKey[] {
  return keys.map((key) => `phone:${digest(key, `call:${phone}`)}` as GateKey);
}

/** Gate keys of a domain and its parent domains down to two labels: a suppressed parent stops its children. */
export function domainGateKeys(keys: readonly VersionedKey[], domain: string): GateKey[] {
  const labels = domain.split('.');
  const domains = labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
  return domains.flatMap((name) => keys.map((key) => `domain:${digest(key, `domain:${name}`)}` as GateKey));
}
