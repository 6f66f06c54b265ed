// Answers for the one accepted form of each contact field.
import { subscriberTypes, type ContactField } from '../../ports/contact-store.port.js';
import { parseEmail } from '../../shared/canonical-email.js';
import { parsePhone } from '../../shared/canonical-phone.js';
import { countryCode } from './country-code.js';
import type { FieldProblem } from './field-problem.js';
import { isTimeZone } from './is-time-zone.js';
import { languageTag } from './language-tag.js';
import { readText } from './read-text.js';

type Reader = (text: string, country: string | undefined) => string | FieldProblem;

function textUpTo(maxLength: number): Reader {
  return (text) => readText(text, maxLength);
}

function orProblem(value: string | null | undefined, code: string, message: string): string | FieldProblem {
  return value ?? { code, message };
}

function readTimeZone(text: string): string | FieldProblem {
  const zone = text.trim();
  return orProblem(isTimeZone(zone) ? zone : null, 'TIME_ZONE_INVALID', 'is no time zone such as Europe/London');
}

function readSubscriberType(text: string): string | FieldProblem {
  const type = subscriberTypes.find((known) => known === text.trim().toLowerCase());
  return orProblem(type, 'SUBSCRIBER_TYPE_INVALID', `is not one of ${subscriberTypes.join(', ')}`);
}

function readPhone(text: string, country: string | undefined): string | FieldProblem {
  // Our own exports put an apostrophe before a leading plus.
  const parsed = parsePhone(text.trim().replace(/^'/, ''), country);
  return orProblem(
    parsed?.phone,
    'PHONE_INVALID',
    'is no phone number; write it with its country code, such as +44 20 7946 0000',
  );
}

const readers: Readonly<Record<ContactField, Reader>> = {
  email: (text) => orProblem(parseEmail(text)?.address, 'EMAIL_INVALID', 'is no email address'),
  phone: readPhone,
  givenName: textUpTo(100),
  familyName: textUpTo(100),
  jobTitle: textUpTo(200),
  organisation: textUpTo(200),
  country: (text) =>
    orProblem(countryCode(text), 'COUNTRY_INVALID', 'is no country (ISO 3166-1, such as GB, or its English name)'),
  timeZone: readTimeZone,
  language: (text) => orProblem(languageTag(text), 'LANGUAGE_INVALID', 'is no language tag such as en or de-AT'),
  subscriberType: readSubscriberType,
  companyNumber: textUpTo(50),
  companyRegister: textUpTo(100),
};

/** @param country default of a phone number written without its country code. */
export function readContactField(field: ContactField, text: string, country?: string): string | FieldProblem {
  if (/\p{Cs}/u.test(text)) return { code: 'CONTROL_CHARACTER', message: 'is not valid text' };
  return readers[field](text, country);
}
