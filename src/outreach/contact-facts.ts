// Answers for what the gate sees of a stored contact.
import { getDomain } from 'tldts';
import { mailboxKind } from '../gate/mailbox-kind.js';
import { timeZoneOf } from '../gate/time-zone-of.js';
import type { ContactFacts, SourceFacts } from '../gate/facts.js';
import { assessedFields, type Contact, type ContactFields, type Source } from '../ports/contact-store.port.js';
import { parsePhone } from '../shared/canonical-phone.js';

export function contactFacts(contact: Contact): ContactFacts {
  const { fields } = contact;
  const phone = fields?.phone === undefined ? null : parsePhone(fields.phone);
  return {
    state: contact.state,
    country: fields?.country ?? null,
    phoneCountry: phone?.country ?? null,
    phoneLineType: phone?.lineType ?? null,
    hasEmail: fields !== null,
    hasPhone: phone !== null,
    mailboxKind: fields === null ? null : mailboxKind(fields.email),
    timeZone: fields === null ? null : (fields.timeZone ?? timeZoneOf(fields.country)),
    language: fields?.language ?? null,
    subscriberType: fields?.subscriberType ?? 'unknown',
    hasCompanyNumber: fields?.companyNumber !== undefined,
    jobTitle: fields?.jobTitle ?? null,
    storedFields: fields === null ? [] : storedFields(fields),
    sources: contact.sources.map(sourceFacts),
    obtainedAt: contact.obtainedAt,
  };
}

function storedFields(fields: ContactFields): string[] {
  return assessedFields.filter((name) => fields[name] !== undefined);
}

function sourceFacts(source: Source): SourceFacts {
  return {
    kind: source.kind,
    visibility: source.visibility,
    publishedBy: source.publishedBy,
    noSolicitation: source.noSolicitation,
    hasEvidence: source.evidenceSha256 !== null,
    capturedAt: source.capturedAt,
    domain: getDomain(source.url),
    fields: source.fields,
  };
}
