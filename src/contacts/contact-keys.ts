// Answers for the keys under which a contact is found: of its email address and of its phone number.
import type { ContactFields } from '../ports/contact-store.port.js';
import { emailKeys, phoneGateKeys, type AddressKeys, type VersionedKey } from '../shared/address-keys.js';
import { parseEmail } from '../shared/canonical-email.js';
import { parsePhone } from '../shared/canonical-phone.js';
import { InvariantError } from '../shared/errors.js';
import type { GateKey, RowId } from '../shared/ids.js';

/** @param email one that has been through `minimiseContact`. */
export function keysOfEmail(keys: readonly VersionedKey[], email: string): AddressKeys {
  const parsed = parseEmail(email);
  if (parsed === null) throw new InvariantError('INTERNAL', 'a contact holds an email address that is none');
  return emailKeys(keys, parsed.canonical);
}

export function allKeys(address: AddressKeys): readonly RowId[] {
  return [address.current, ...address.older];
}

/** The look-up keys that are stored with these fields. */
export function lookUpKeys(
  keys: readonly VersionedKey[],
  fields: ContactFields,
): { readonly emailKey: RowId; readonly phoneKeys: readonly GateKey[] } {
  const phone = fields.phone === undefined ? null : parsePhone(fields.phone);
  return {
    emailKey: keysOfEmail(keys, fields.email).current,
    phoneKeys: phone === null ? [] : phoneGateKeys(keys, phone.phone),
  };
}
