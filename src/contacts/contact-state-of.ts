// Answers for whether a contact's data is fully sourced: one personal field without a source keeps it in quarantine (P5, A10).
import {
  assessedFields,
  type AssessedField,
  type ContactFields,
  type ContactState,
  type Source,
} from '../ports/contact-store.port.js';

/** Stored personal fields that no source shows. */
export function unsourcedFields(fields: ContactFields, sources: readonly Source[]): readonly AssessedField[] {
  const shown = new Set(sources.flatMap((source) => source.fields));
  return assessedFields.filter((field) => fields[field] !== undefined && !shown.has(field));
}

/** @param before the state so far; a restriction (Article 18) is not lifted by new data. */
export function contactStateOf(
  before: ContactState | null,
  fields: ContactFields,
  sources: readonly Source[],
): ContactState {
  if (before === 'restricted') return 'restricted';
  return unsourcedFields(fields, sources).length > 0 ? 'quarantined' : 'contactable';
}
