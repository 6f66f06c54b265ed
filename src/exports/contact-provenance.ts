// Answers for what is told about where a contact's data came from: per field the value and each source (A10, A14, rules 5.2).
import type { Contact, ContactField, ContactState, Source } from '../ports/contact-store.port.js';
import { assessedFields, gateFields } from '../ports/contact-store.port.js';
import { dateOf, dayMs, plusMs, toIso } from '../shared/instant.js';

/** What of the assessment belongs to a contact's provenance. */
export interface LiaSummary {
  readonly id: string;
  /** The version in force, else the newest approved; null where there is none. */
  readonly version: number | null;
  readonly hash: string | null;
  readonly title: string | null;
  readonly retentionDays: number | null;
  readonly controllerName: string | null;
}

export interface SourceProvenance extends Omit<Source, 'capturedAt' | 'fields'> {
  /** RFC 3339. */
  readonly capturedAt: string;
}

export interface FieldProvenance {
  readonly field: ContactField;
  readonly value: string;
  /** Empty: no source on record, the contact is in quarantine for it. */
  readonly sources: readonly SourceProvenance[];
}

export interface ContactProvenance {
  readonly contactId: string;
  readonly state: ContactState;
  readonly liaId: string;
  readonly liaVersion: number | null;
  readonly importId: string | null;
  readonly obtainedAt: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Date until which the assessment lets the data be kept. */
  readonly retainUntil: string | null;
  readonly fields: readonly FieldProvenance[];
}

/** Of an erased person nothing is told but that there was one. */
export type ErasedProvenance = Pick<ContactProvenance, 'contactId' | 'state'>;

function sourceProvenance(source: Source): SourceProvenance {
  const { id, kind, url, capturedBy, visibility, publishedBy, noSolicitation, evidenceSha256 } = source;
  const capturedAt = toIso(source.capturedAt);
  return { id, kind, url, capturedAt, capturedBy, visibility, publishedBy, noSolicitation, evidenceSha256 };
}

function fieldProvenance(contact: Contact): readonly FieldProvenance[] {
  return [...assessedFields, ...gateFields].flatMap((field) => {
    const value = contact.fields?.[field];
    if (value === undefined) return [];
    const sources = contact.sources.filter((source) => source.fields.includes(field)).map(sourceProvenance);
    // What the gate alone needs may come without a source; personal data is shown all the same.
    const isPersonal = assessedFields.some((assessed) => assessed === field);
    return sources.length > 0 || isPersonal ? [{ field, value, sources }] : [];
  });
}

export function contactProvenance(contact: Contact, lia: LiaSummary): ContactProvenance | ErasedProvenance {
  const { id: contactId, state } = contact;
  if (contact.fields === null) return { contactId, state };
  const { retentionDays } = lia;
  return {
    contactId,
    state,
    liaId: contact.liaId,
    liaVersion: lia.version,
    importId: contact.importId,
    obtainedAt: toIso(contact.obtainedAt),
    createdAt: toIso(contact.createdAt),
    updatedAt: toIso(contact.updatedAt),
    retainUntil: retentionDays === null ? null : dateOf(plusMs(contact.obtainedAt, retentionDays * dayMs)),
    fields: fieldProvenance(contact),
  };
}
