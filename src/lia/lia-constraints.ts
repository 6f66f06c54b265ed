// Answers for the checks of an assessment's fields that no general validator knows.
import { ValidateBy, type ValidationArguments } from 'class-validator';
import { canonicalDomain, parseEmail } from '../shared/canonical-email.js';
import { parsePhone } from '../shared/canonical-phone.js';
import type { Json } from '../shared/json.js';
import { languageTag, someLines } from './text-patterns.js';

/** What a validated property may hold before it is known to be right. */
type Given = Json | undefined;

const textLength = { min: 20, max: 2_000 };

function constraint(
  name: string,
  isValid: (value: Given, args?: ValidationArguments) => boolean,
  message: string,
): PropertyDecorator {
  return ValidateBy({ name, validator: { validate: isValid, defaultMessage: () => message } });
}

function urlOf(value: Given): URL | null {
  const url = typeof value === 'string' && value.length <= 2_000 ? URL.parse(value) : null;
  return url !== null && url.username === '' && url.password === '' ? url : null;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** An email address; the domain may be written in any script. */
export function IsEmailAddress(): PropertyDecorator {
  return constraint(
    'isEmailAddress',
    (value) => typeof value === 'string' && parseEmail(value) !== null,
    '$property must be an email address',
  );
}

/** A phone number in international form, `+44...`. */
export function IsPhoneNumber(): PropertyDecorator {
  return constraint(
    'isPhoneNumber',
    (value) => typeof value === 'string' && value.trim().startsWith('+') && parsePhone(value) !== null,
    '$property must be a phone number in international form (+44...)',
  );
}

/** A list of such phone numbers, each once. */
export function ArePhoneNumbers(): PropertyDecorator {
  return constraint(
    'arePhoneNumbers',
    (value) => {
      if (!Array.isArray(value)) return false;
      const numbers = value.map((item: Given) => (typeof item === 'string' ? parsePhone(item)?.phone : undefined));
      const isInternational = value.every((item: Given) => typeof item === 'string' && item.trim().startsWith('+'));
      return isInternational && !numbers.includes(undefined) && new Set(numbers).size === numbers.length;
    },
    '$property must be phone numbers in international form (+44...), each once',
  );
}

/** Names of domains, such as `example.com`. */
export function AreDomains(): PropertyDecorator {
  return constraint(
    'areDomains',
    (value) =>
      Array.isArray(value) && value.every((item: Given) => typeof item === 'string' && canonicalDomain(item) !== null),
    '$property must be domain names such as example.com',
  );
}

/** An address on the web that a person can open: http or https, without a password in it. */
export function IsWebAddress(): PropertyDecorator {
  return constraint(
    'isWebAddress',
    (value) => ['http:', 'https:'].includes(urlOf(value)?.protocol ?? ''),
    '$property must be a web address (https://...)',
  );
}

/** `https`; `http` on this very machine only. The page is not fetched. */
export function IsPolicyAddress(): PropertyDecorator {
  return constraint(
    'isPolicyAddress',
    (value) => {
      const url = urlOf(value);
      return url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
    },
    '$property must begin with https:// (http:// on loopback only)',
  );
}

/** A text of 20 to 2,000 characters per language, at least one. */
export function IsTextPerLanguage(): PropertyDecorator {
  return constraint(
    'isTextPerLanguage',
    (value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
      const texts = Object.entries(value);
      return texts.length > 0 && texts.every(([language, text]) => languageTag.test(language) && isStatement(text));
    },
    '$property must hold a text of 20 to 2000 characters per language, such as { "en": "..." }',
  );
}

function isStatement(text: Given): boolean {
  if (typeof text !== 'string' || !someLines.test(text)) return false;
  return text.trim().length >= textLength.min && text.length <= textLength.max;
}

/** A time `HH:MM` after the one in the other property. */
export function IsTimeAfter(property: string): PropertyDecorator {
  return constraint(
    'isTimeAfter',
    (value, args) => {
      const other = (args?.object as Record<string, Given> | undefined)?.[property];
      // Where the other time is wrong itself, that alone is said.
      return typeof other !== 'string' || !/^\d\d:\d\d$/.test(other) || (typeof value === 'string' && value > other);
    },
    `$property must be later than ${property}`,
  );
}
