// Answers for what becomes of a stored contact when new data about the same person comes in.
import {
  assessedFields,
  type AssessedField,
  type Contact,
  type ContactField,
  type ContactFields,
  type Source,
} from '../ports/contact-store.port.js';
import { parseEmail } from '../shared/canonical-email.js';
import { canonicalJson } from '../shared/canonical-json.js';
import type { Instant } from '../shared/instant.js';
import type { JsonObject } from '../shared/json.js';
import { contactStateOf } from './contact-state-of.js';
import { mergeSources, withoutFields } from './merge-sources.js';
import { contactFieldNames, type GivenFields } from './minimise-contact.js';

export interface ContactChange {
  readonly fields: GivenFields;
  /** Fields to take away. */
  readonly cleared: readonly ContactField[];
  readonly sources: readonly Source[];
  /** The allow-list under which the contact is kept from now on. */
  readonly allowed: readonly AssessedField[];
}

export interface ContactOutcome {
  readonly fields: ContactFields;
  readonly sources: readonly Source[];
  readonly state: Contact['state'];
  readonly obtainedAt: Instant;
  /** Fields whose value is another now, or gone. */
  readonly changed: readonly ContactField[];
  /** Stored fields that the allow-list does not cover; they are gone. */
  readonly removed: readonly AssessedField[];
  readonly isChanged: boolean;
}

/** Two spellings of one mailbox are one value: the sources of the first hold for the second. */
function isSameValue(field: ContactField, before: string | undefined, after: string | undefined): boolean {
  if (before === after) return true;
  if (field !== 'email' || before === undefined || after === undefined) return false;
  return parseEmail(before)?.canonical === parseEmail(after)?.canonical;
}

function joinedFields(stored: ContactFields, change: ContactChange, removed: readonly ContactField[]): ContactFields {
  const gone = new Set<string>([...change.cleared, ...removed]);
  const entries = Object.entries({ ...stored, ...change.fields }).filter(([field]) => !gone.has(field));
  return { subscriberType: 'unknown', ...Object.fromEntries(entries) } as ContactFields;
}

export function earliestCapture(sources: readonly Source[], notAfter: Instant): Instant {
  return Math.min(notAfter, ...sources.map((source) => source.capturedAt)) as Instant;
}

function asJson(value: unknown): string {
  return canonicalJson(value as JsonObject);
}

/**
 * Given values replace stored ones, what was not given stays, a value that changed keeps only the sources that came with
 * it. Nothing here touches the ledger: suppressions and counters are not part of a contact.
 */
export function mergeContact(
  contact: Contact & { readonly fields: ContactFields },
  change: ContactChange,
): ContactOutcome {
  const removed = assessedFields.filter(
    (field) => contact.fields[field] !== undefined && !change.allowed.includes(field),
  );
  const fields = joinedFields(contact.fields, change, removed);
  const changed = contactFieldNames.filter((field) => !isSameValue(field, contact.fields[field], fields[field]));
  const sources = mergeSources(withoutFields(contact.sources, changed), change.sources);
  const state = contactStateOf(contact.state, fields, sources);
  const isChanged = asJson([fields, sources, state]) !== asJson([contact.fields, contact.sources, contact.state]);
  const obtainedAt = earliestCapture(sources, contact.obtainedAt);
  return { fields, sources, state, obtainedAt, changed, removed, isChanged };
}
