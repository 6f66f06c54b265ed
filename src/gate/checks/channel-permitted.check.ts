// Answers for the country's verdict on the channel, separate from and stronger than the assessment (G1, L1; rules.md 2.4).
import { cellOf, type Cell } from '../cell-of.js';
import type { ContactFacts, Facts, SourceFacts } from '../facts.js';
import type { Inquiry, JudgedCountry } from '../inquiry.js';
import { reason } from '../reason.js';
import type { Reason } from '../verdict.js';

interface Judged {
  readonly facts: Facts;
  readonly contact: ContactFacts;
  readonly country: JudgedCountry;
}

const cellReasons: Readonly<Record<Cell, (judged: Judged) => Reason[]>> = {
  OUT: () => [],
  // The role itself is asked by the check of the role's relevance.
  REL: () => [],
  PUB: (judged) => publication(judged),
  HOLD: (judged) => [reason('BASIS_UNRECORDED', details(judged))],
  IN: (judged) => [reason('CONSENT_REQUIRED', details(judged))],
  OPEN: (judged) => [reason('COUNTRY_UNREVIEWED', details(judged))],
};

export function channelPermitted({ facts, countries }: Inquiry): Reason[] {
  const { contact } = facts;
  if (contact === null) return [];
  return countries.flatMap((country) => cellReasons[cellOf(country.row, facts, contact)]({ facts, contact, country }));
}

function details({ facts, contact, country: { row } }: Judged): Parameters<typeof reason>[1] {
  const rule = facts.channel === 'email' ? row.email : row.call;
  const slots = {
    country: row.name,
    channel: facts.channel === 'email' ? 'email' : 'calls',
    what: facts.channel === 'email' ? emailKind(contact) : callKind(contact),
    why: rule.holdWhy ?? '',
  };
  return { slots, citation: rule.citation };
}

function emailKind(contact: ContactFacts): string {
  return contact.mailboxKind === 'generic' ? 'this email address' : 'an email to a named person';
}

function callKind(contact: ContactFacts): string {
  return contact.phoneLineType === 'fixed' ? 'a call' : 'a call to a number that is or may be a mobile';
}

/** PUB: page snapshot, public, published by person or employer, and no request not to advertise (case 31). */
const proofs: readonly { readonly missing: string; readonly isGiven: (source: SourceFacts) => boolean }[] = [
  { missing: 'a public page that shows the address', isGiven: (source) => source.visibility === 'public' },
  { missing: 'published by the person or the employer', isGiven: (source) => isOwnPublisher(source) },
  { missing: 'a snapshot of the page', isGiven: (source) => source.hasEvidence },
  { missing: 'no request not to advertise', isGiven: (source) => source.noSolicitation === false },
];

function publication(judged: Judged): Reason[] {
  const gaps = judged.contact.sources
    .filter((source) => source.fields.includes('email'))
    .map((source) => proofs.filter((proof) => !proof.isGiven(source)));
  const [nearest = proofs] = gaps.sort((one, other) => one.length - other.length);
  if (nearest.length === 0) return [];
  const missing = nearest.map((proof) => proof.missing).join(', ');
  const { row } = judged.country;
  return [reason('PUBLICATION_UNPROVEN', { slots: { country: row.name, missing }, citation: row.email.citation })];
}

function isOwnPublisher({ publishedBy }: SourceFacts): boolean {
  return publishedBy === 'person' || publishedBy === 'employer';
}
