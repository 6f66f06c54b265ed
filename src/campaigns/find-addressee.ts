// Answers for finding the stored contact that an email address or phone number belongs to.
import { Injectable } from '@nestjs/common';
import { ContactStore, type Contact } from '../ports/contact-store.port.js';
import { KeyRing } from '../ports/key-ring.port.js';
import { TouchLedger } from '../ports/touch-ledger.port.js';
import { emailKeys, phoneGateKeys, type AddressKeys } from '../shared/address-keys.js';
import { parseEmail, type CanonicalEmail } from '../shared/canonical-email.js';
import { parsePhone, type CanonicalPhone } from '../shared/canonical-phone.js';
import { invalidField, notFound } from '../shared/errors.js';
import type { ContactId } from '../shared/ids.js';

/** A stored contact, or nobody; then perhaps the keys of the email address that was asked for. */
export interface Addressee {
  readonly contact: Contact | null;
  readonly address?: AddressKeys;
}

@Injectable()
export class AddresseeFinder {
  constructor(
    private readonly contacts: ContactStore,
    private readonly ledger: TouchLedger,
    private readonly keyRing: KeyRing,
  ) {}

  /** @throws InputError NOT_FOUND */
  async byId(id: ContactId): Promise<Addressee> {
    const contact = await this.contacts.find(id);
    if (contact === null) throw notFound(`contact ${id}`);
    return { contact };
  }

  /** @throws InputError INVALID_INPUT where the text is neither an email address nor a phone number */
  async byAddress(text: string): Promise<Addressee> {
    const email = parseEmail(text);
    if (email !== null) return this.byEmail(email.canonical);
    const phone = text.trim().startsWith('+') ? parsePhone(text) : null;
    if (phone !== null) return this.byPhone(phone.phone);
    throw invalidField('address', 'must be an email address or a phone number in international form (+44...)');
  }

  private async byEmail(email: CanonicalEmail): Promise<Addressee> {
    const address = emailKeys(this.keyRing.addressKeys, email);
    const row = await this.ledger.findPerson(address);
    const keys = [address.current, ...address.older];
    const found = await this.contacts.findByPerson(row === null ? keys : [...keys, row.id]);
    const contact = found.find(({ emailKey }) => emailKey !== null && keys.includes(emailKey)) ?? found[0];
    return contact === undefined ? { contact: null, address } : { contact };
  }

  /** A number shared by colleagues stands for the first of them; the phone's own gate row covers all. */
  private async byPhone(phone: CanonicalPhone): Promise<Addressee> {
    const phoneKeys = phoneGateKeys(this.keyRing.addressKeys, phone);
    const [contact] = await this.contacts.search({ phoneKeys });
    return { contact: contact ?? null };
  }
}
