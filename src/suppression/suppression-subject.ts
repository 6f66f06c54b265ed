// Answers for what a suppression is about, read from what was typed: an address, a number or a domain.
import { getDomain } from 'tldts';
import { canonicalDomain, parseEmail, type CanonicalEmail } from '../shared/canonical-email.js';
import { parsePhone, type CanonicalPhone } from '../shared/canonical-phone.js';
import { InputError, invalidField } from '../shared/errors.js';
import type { SuppressionScope } from './suppression.dto.js';

export type SuppressionSubject =
  | { readonly kind: 'email'; readonly email: CanonicalEmail }
  | { readonly kind: 'phone'; readonly phone: CanonicalPhone }
  | { readonly kind: 'domain'; readonly domain: string };

export interface SubjectWords {
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly domain?: string | undefined;
  readonly scope?: SuppressionScope | undefined;
}

const kinds = ['email', 'phone', 'domain'] as const;

const readers: Readonly<Record<(typeof kinds)[number], (text: string) => SuppressionSubject>> = {
  email: (text) => {
    const parsed = parseEmail(text);
    if (parsed === null) throw invalidField('email', 'is no email address');
    return { kind: 'email', email: parsed.canonical };
  },
  phone: (text) => {
    const parsed = parsePhone(text);
    if (parsed === null) throw invalidField('phone', 'is no phone number with its country code');
    return { kind: 'phone', phone: parsed.phone };
  },
  domain: (text) => ({ kind: 'domain', domain: readDomain(text) }),
};

/** @throws InputError where there is not exactly one subject, or it cannot be read. */
export function suppressionSubject(words: SubjectWords): SuppressionSubject {
  const [kind, ...more] = kinds.filter((name) => words[name] !== undefined);
  if (kind === undefined || more.length > 0) {
    const message = 'exactly one of email, phone and domain is needed';
    throw new InputError(
      'INVALID_INPUT',
      message,
      kinds.map((field) => ({ field, code: 'INVALID', message })),
    );
  }
  const scope = kind === 'domain' ? 'domain' : 'address';
  if (words.scope !== undefined && words.scope !== scope) throw invalidField('scope', `must be ${scope} for this`);
  return readers[kind](words[kind] ?? '');
}

/** Canonical, with or without `@` before it. A public suffix such as `co.uk` is nobody's domain (publicsuffix.org). */
function readDomain(text: string): string {
  const domain = canonicalDomain(text.trim().replace(/^@/, ''));
  if (domain === null) throw invalidField('domain', 'is no domain name');
  if (getDomain(domain) === null) throw invalidField('domain', 'is a public suffix, not the domain of an organisation');
  return domain;
}
