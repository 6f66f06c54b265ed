// Answers for what is asked when somebody is to be contacted: who, under which assessment, by which channel.
import type { Campaign } from '../ports/campaign-store.port.js';
import type { Contact } from '../ports/contact-store.port.js';
import type { Lia } from '../ports/lia-store.port.js';
import type { AddressKeys } from '../shared/address-keys.js';
import type { Channel } from '../shared/channel.js';
import type { Instant } from '../shared/instant.js';

export interface Question {
  readonly channel: Channel;
  /** Null where the address is not a stored contact. */
  readonly contact: Contact | null;
  /** Keys of an address that is no stored contact's. */
  readonly address?: AddressKeys;
  readonly lia: Lia | null;
  readonly campaign: Campaign | null;
  /** From 0; null where no campaign step is decided. */
  readonly step: number | null;
  /** As the caller gave it; null where it is withheld or the channel is email. */
  readonly callerNumber: string | null;
  /** Null for a dry run. */
  readonly schedule: { readonly dueAt: Instant; readonly staleAfterMs: number } | null;
}
