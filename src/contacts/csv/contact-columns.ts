// Answers for recognising the columns of contact files, by our own headings and by those of usual CRM exports.
import type { ContactField } from '../../ports/contact-store.port.js';
import type { RawSource } from '../fields/read-source.js';

export type SourceColumn = Exclude<keyof RawSource, 'fields'>;
export type ContactColumn =
  | { readonly part: 'contact'; readonly name: ContactField }
  | { readonly part: 'source'; readonly name: SourceColumn }
  /** Nothing that is ever stored. */
  | { readonly part: 'unknown'; readonly name: string };

/** Exports of HubSpot, Salesforce, Mailchimp, Apollo, LinkedIn, Google and Outlook, and German and French headings. */
const contactHeadings: Readonly<Record<ContactField, readonly string[]>> = {
  email: [
    'email',
    'e mail',
    'email address',
    'e mail address',
    'emailaddress',
    'mail',
    'work email',
    'business email',
    'primary email',
    'contact email',
    'email 1',
    'email 1 value',
    'e mail 1 value',
    'emails',
    'e mail adresse',
    'adresse e mail',
  ],
  phone: [
    'phone',
    'phone number',
    'telephone',
    'telephone number',
    'tel',
    'work phone',
    'business phone',
    'office phone',
    'direct phone',
    'work direct phone',
    'corporate phone',
    'company phone',
    'primary phone',
    'phone 1 value',
    'mobile',
    'mobile phone',
    'mobile phone number',
    'mobile number',
    'cell phone',
    'telefon',
    'telefonnummer',
  ],
  givenName: ['given name', 'first name', 'firstname', 'forename', 'fname', 'vorname', 'prenom'],
  familyName: ['family name', 'last name', 'lastname', 'surname', 'lname', 'nachname', 'nom de famille'],
  jobTitle: ['job title', 'jobtitle', 'title', 'position', 'job role', 'role', 'job', 'funktion', 'poste'],
  organisation: [
    'organisation',
    'organization',
    'organisation name',
    'organization name',
    'company',
    'company name',
    'company name for emails',
    'account name',
    'account',
    'employer',
    'current company',
    'associated company',
    'business name',
    'firma',
    'unternehmen',
    'entreprise',
    'societe',
  ],
  country: [
    'country',
    'country region',
    'country code',
    'company country',
    'mailing country',
    'billing country',
    'business country',
    'business country region',
    'cc',
    'land',
    'pays',
  ],
  timeZone: ['time zone', 'timezone', 'tz'],
  language: ['language', 'preferred language', 'locale', 'lang', 'sprache', 'langue'],
  subscriberType: ['subscriber type'],
  companyNumber: ['company number', 'company registration number', 'registration number', 'companies house number'],
  companyRegister: ['company register', 'register'],
};

const sourceHeadings: Readonly<Record<SourceColumn, readonly string[]>> = {
  kind: ['source kind', 'source type'],
  url: ['source url', 'source link', 'source page'],
  capturedAt: ['source captured at', 'source date', 'captured at'],
  capturedBy: ['source captured by', 'captured by'],
  visibility: ['source visibility'],
  publishedBy: ['source published by'],
  noSolicitation: ['source no solicitation'],
  evidenceSha256: ['source evidence sha256', 'source evidence sha 256'],
};

/** Our own heading of a part of a source, for messages about a line. */
export const sourceColumnHeadings: Readonly<Record<keyof RawSource, string>> = {
  kind: 'source_kind',
  url: 'source_url',
  capturedAt: 'source_captured_at',
  capturedBy: 'source_captured_by',
  visibility: 'source_visibility',
  publishedBy: 'source_published_by',
  noSolicitation: 'source_no_solicitation',
  evidenceSha256: 'source_evidence_sha256',
  fields: 'source_fields',
};

/** Case, accents, and whatever stands between words make no difference: `Country/Region`, `E-mail`, `first_name`. */
function plainHeading(heading: string): string {
  return heading
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const byHeading = new Map<string, ContactColumn>([
  ...Object.entries(contactHeadings).flatMap(([name, headings]) =>
    headings.map((heading): [string, ContactColumn] => [heading, { part: 'contact', name: name as ContactField }]),
  ),
  ...Object.entries(sourceHeadings).flatMap(([name, headings]) =>
    headings.map((heading): [string, ContactColumn] => [heading, { part: 'source', name: name as SourceColumn }]),
  ),
]);

const maxHeadingLength = 100;

export function contactColumn(heading: string): ContactColumn {
  const known = byHeading.get(plainHeading(heading));
  return (
    known ?? {
      part: 'unknown',
      name: heading
        .trim()
        .slice(0, maxHeadingLength)
        .replace(/\p{Cs}/gu, ''),
    }
  );
}
