// Answers for a contact as the outside sees it: nothing of keys and rows, times in RFC 3339.
import type { Contact, Source } from '../ports/contact-store.port.js';
import { toIso } from '../shared/instant.js';
import { unsourcedFields } from './contact-state-of.js';
import type { ContactDto, SourceViewDto, StoredContactDto } from './contact-view.dto.js';

function sourceView(source: Source): SourceViewDto {
  return { ...source, capturedAt: toIso(source.capturedAt), fields: [...source.fields] };
}

export function contactView(contact: Contact): ContactDto {
  const { id, state, fields, sources } = contact;
  const times = { createdAt: toIso(contact.createdAt), updatedAt: toIso(contact.updatedAt) };
  if (fields === null) return { id, state, ...times };
  return {
    id,
    state,
    ...fields,
    sources: sources.map(sourceView),
    fieldsWithoutSource: [...unsourcedFields(fields, sources)],
    isInConflict: contact.conflictingRowIds.length > 0,
    liaId: contact.liaId,
    importId: contact.importId,
    obtainedAt: toIso(contact.obtainedAt),
    ...times,
  };
}

export function storedContactView(contact: Contact, dropped: readonly string[]): StoredContactDto {
  return Object.assign(contactView(contact), { droppedFields: [...dropped] });
}
