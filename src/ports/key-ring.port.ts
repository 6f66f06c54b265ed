// Answers for the installation's secrets: address keys (versioned, never to be lost) and token keys.
import type { VersionedKey } from '../shared/address-keys.js';

export abstract class KeyRing {
  /** Live address keys, the current one first; never empty. */
  abstract readonly addressKeys: readonly VersionedKey[];
  /** Keys of the opt-out tokens, the current one first; never empty. */
  abstract readonly tokenKeys: readonly VersionedKey[];
}
