// Answers for what of a contact is looked up by: the columns beside its document.
import type { Contact } from '../../ports/contact-store.port.js';
import { foldText } from '../../shared/fold-text.js';

function folded(text: string | undefined): string | null {
  return text === undefined ? null : foldText(text);
}

/** Named parameters of the statements that write a contact. */
export function contactColumns(contact: Contact): Record<string, string | number | null> {
  return {
    id: contact.id,
    revision: contact.revision,
    state: contact.state,
    rowId: contact.rowId,
    emailKey: contact.emailKey,
    importId: contact.importId,
    country: contact.fields?.country ?? null,
    jobTitle: folded(contact.fields?.jobTitle),
    organisation: folded(contact.fields?.organisation),
    document: JSON.stringify(contact),
  };
}
