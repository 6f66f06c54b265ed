// Answers for what the gate sees of a stored contact.
import { getDomain } from 'tldts';
import { mailboxKind } from '../gate/mailbox-kind.js';
import { timeZoneOf } from '../gate/time-zone-of.js';
import type { ContactFacts, SourceFacts } from '../gate/facts.js';
import { assessedFields, type Contact, type ContactFields, type Source } from '../ports/contact-store.port.js';
import { parsePhone } from '../shared/canonical-phone.js';

export function contactFacts(contact: Contact): ContactFacts {
  const { fields } = contact;
  return {
    state: contact.state,
    ...(fields === null ? erasedFacts : fieldFacts(fields)),
    sources: contact.sources.map(sourceFacts),
    obtainedAt: contact.obtainedAt,
  };
}

type FieldFacts = Omit<ContactFacts, 'state' | 'sources' | 'obtainedAt'>;

const erasedFacts: FieldFacts = {
  country: null,
  phoneCountry: null,
  phoneLineType: null,
  hasEmail: false,
  hasPhone: false,
  mailboxKind: null,
  timeZone: null,
  language: null,
  subscriberType: 'unknown',
  hasCompanyNumber: false,
  jobTitle: null,
  storedFields: [],
};

function fieldFacts(fields: ContactFields): FieldFacts {
  const phone = fields.phone === undefined ? null : parsePhone(fields.phone);
  return {
    country: fields.country,
    phoneCountry: phone === null ? null : phone.country,
    phoneLineType: phone === null ? null : phone.lineType,
    hasEmail: true,
    hasPhone: phone !== null,
    mailboxKind: mailboxKind(fields.email),
    timeZone: fields.timeZone ?? timeZoneOf(fields.country),
    language: fields.language ?? null,
    subscriberType: fields.subscriberType,
    hasCompanyNumber: fields.companyNumber !== undefined,
    jobTitle: fields.jobTitle ?? null,
    storedFields: storedFields(fields),
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
