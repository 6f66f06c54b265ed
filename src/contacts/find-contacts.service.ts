// Answers for reading contacts: one, a page of them, or those that a search names.
import { Injectable } from '@nestjs/common';
import { ContactStore, type Contact, type ContactPage, type ContactSearch } from '../ports/contact-store.port.js';
import { KeyRing } from '../ports/key-ring.port.js';
import { emailKeys, phoneGateKeys } from '../shared/address-keys.js';
import { parseEmail } from '../shared/canonical-email.js';
import { parsePhone } from '../shared/canonical-phone.js';
import { InputError, invalidField, notFound } from '../shared/errors.js';
import type { ContactId, ImportId } from '../shared/ids.js';
import { allKeys } from './contact-keys.js';
import type { SearchContactsDto } from './contact.dto.js';
import type { ContactListQueryDto } from './contact-view.dto.js';

@Injectable()
export class FindContactsService {
  constructor(
    private readonly contacts: ContactStore,
    private readonly keyRing: KeyRing,
  ) {}

  /** @throws InputError NOT_FOUND */
  async get(id: string): Promise<Contact> {
    const contact = await this.contacts.find(id as ContactId);
    if (contact === null) throw notFound(`contact ${id}`);
    return contact;
  }

  list({ importId, state, cursor, limit }: ContactListQueryDto): Promise<ContactPage> {
    const filter = {
      ...(importId === undefined ? {} : { importId: importId as ImportId }),
      ...(state === undefined ? {} : { state }),
    };
    return this.contacts.list(filter, (cursor ?? null) as ContactId | null, limit);
  }

  /** @throws InputError INVALID_INPUT where nothing is asked for, or no address. */
  async search(query: SearchContactsDto): Promise<readonly Contact[]> {
    const search: ContactSearch = {
      ...this.byEmail(query.email),
      ...this.byPhone(query.phone),
      ...byName(query.organisation),
    };
    if (Object.keys(search).length === 0) {
      throw new InputError('INVALID_INPUT', 'name an email address, a phone number or an organisation to search by');
    }
    return this.contacts.search(search);
  }

  private byEmail(text: string | undefined): ContactSearch {
    if (text === undefined) return {};
    const parsed = parseEmail(text);
    if (parsed === null) throw invalidField('email', 'is no email address', 'EMAIL_INVALID');
    return { emailKeys: allKeys(emailKeys(this.keyRing.addressKeys, parsed.canonical)) };
  }

  private byPhone(text: string | undefined): ContactSearch {
    if (text === undefined) return {};
    const parsed = parsePhone(text);
    if (parsed === null) throw invalidField('phone', 'is no phone number in E.164', 'PHONE_INVALID');
    return { phoneKeys: phoneGateKeys(this.keyRing.addressKeys, parsed.phone) };
  }
}

function byName(organisation: string | undefined): ContactSearch {
  return organisation === undefined || organisation.trim() === '' ? {} : { organisation };
}
