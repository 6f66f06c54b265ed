// Answers for what of a contact is looked up by: the paths beside its record.
import type { Contact } from '../../ports/contact-store.port.js';
import { foldText } from '../../shared/fold-text.js';
import { storedRecord } from './stored-record.js';

function folded(text: string | undefined): string | undefined {
  return text === undefined ? undefined : foldText(text);
}

interface ContactPaths {
  readonly $set: Readonly<Record<string, unknown>>;
  readonly $unset: Readonly<Record<string, 1>>;
}

/** What is missing is absent: the partial indexes ask for presence. */
export function contactPaths(contact: Contact): ContactPaths {
  const { phoneKeys } = contact;
  const paths = {
    state: contact.state,
    revision: contact.revision,
    rowId: contact.rowId,
    emailKey: contact.emailKey ?? undefined,
    phoneKeys: phoneKeys.length === 0 ? undefined : phoneKeys,
    importId: contact.importId ?? undefined,
    country: contact.fields?.country,
    jobTitle: folded(contact.fields?.jobTitle),
    organisation: folded(contact.fields?.organisation),
    record: storedRecord(contact),
  };
  const entries = Object.entries(paths);
  return {
    $set: Object.fromEntries(entries.filter(([, value]) => value !== undefined)),
    $unset: Object.fromEntries(entries.filter(([, value]) => value === undefined).map(([path]) => [path, 1])),
  };
}
