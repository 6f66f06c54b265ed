// Answers for contacts of tests: one person at a company page, with keys of their own.
import type { Contact, ContactFields } from '../../src/ports/contact-store.port.js';
import { sha256Hex } from '../../src/shared/canonical-json.js';
import { newId, type GateKey, type LiaId, type RowId } from '../../src/shared/ids.js';
import { noon } from './event.builder.js';

/** Stands for a keyed digest. */
export function rowIdOf(text: string): RowId {
  return sha256Hex(`row ${text}`) as RowId;
}

export function phoneKeyOf(phone: string): GateKey {
  return `phone:${sha256Hex(`phone ${phone}`)}` as GateKey;
}

const fields: ContactFields = {
  email: 'jane.doe@acme.example',
  givenName: 'Jane',
  jobTitle: 'Head of Learning',
  organisation: 'Acme Ltd',
  country: 'GB',
  subscriberType: 'corporate',
};

/** @param more fields of the person; the keys follow the email address and the phone number. */
export function aContact(more: Partial<ContactFields> = {}, changes: Partial<Contact> = {}): Contact {
  const person = { ...fields, ...more };
  const rowId = rowIdOf(person.email);
  return {
    id: newId(),
    revision: 1,
    state: 'contactable',
    rowId,
    conflictingRowIds: [],
    fields: person,
    sources: [
      {
        id: newId(),
        kind: 'company_website',
        url: 'https://acme.example/team',
        capturedAt: noon,
        capturedBy: 'research',
        visibility: 'public',
        publishedBy: null,
        noSolicitation: null,
        evidenceSha256: null,
        fields: ['email', 'givenName'],
      },
    ],
    emailKey: rowId,
    phoneKeys: person.phone === undefined ? [] : [phoneKeyOf(person.phone)],
    liaId: 'lia-1' as LiaId,
    importId: null,
    obtainedAt: noon,
    createdAt: noon,
    updatedAt: noon,
    ...changes,
  };
}
