// Answers for what stays of an erased contact, the same in every store (P7).
import type { Instant } from '../shared/instant.js';
import type { Contact } from './contact-store.port.js';

/** What stays of an erased contact: ids, digests of rows and times. */
export function emptied(contact: Contact, at: Instant): Contact {
  return {
    ...contact,
    revision: contact.revision + 1,
    state: 'erased',
    fields: null,
    sources: [],
    emailKey: null,
    phoneKeys: [],
    updatedAt: at,
  };
}
