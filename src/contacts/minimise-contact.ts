// Answers for the only door through which contact data comes in: known fields, assessed by the LIA, in one spelling (A02, A09, P8).
import {
  assessedFields,
  gateFields,
  type AssessedField,
  type ContactField,
  type ContactFields,
} from '../ports/contact-store.port.js';
import { parseEmail } from '../shared/canonical-email.js';
import { InputError, type FieldError } from '../shared/errors.js';
import { mailDomainKind } from './fields/mail-domain-kind.js';
import { readContactField } from './fields/read-contact-field.js';

export const contactFieldNames: readonly ContactField[] = [...assessedFields, ...gateFields];

/** Values as they came in; absent, null and blank mean "not given". */
export type RawContact = { readonly [field in ContactField]?: string | null | undefined };
/** Values in their accepted form. */
export type GivenFields = Partial<ContactFields>;

export interface MinimiseOptions {
  /** The LIA's allow-list. */
  readonly allowed: readonly AssessedField[];
  /** What is stored of the contact already; null for a new one, which needs an email address and a country. */
  readonly stored: ContactFields | null;
}

export interface MinimisedContact {
  readonly fields: GivenFields;
  /** Known fields that were given and are not assessed by this LIA. */
  readonly dropped: readonly AssessedField[];
}

const messages: Readonly<Record<'free' | 'disposable', string>> = {
  free: 'is a private mailbox provider; name the organisation, or leave this person out',
  disposable: 'is a throw-away mailbox; name the organisation, or leave this person out',
};

function given(raw: RawContact, field: ContactField): string | null {
  const value = raw[field];
  return value === undefined || value === null || value.trim() === '' ? null : value;
}

function problem(field: string, code: string, message: string): FieldError {
  return { field, code, message: `${field} ${message}` };
}

function readFields(raw: RawContact, wanted: readonly ContactField[], stored: ContactFields | null) {
  const errors: FieldError[] = [];
  const fields: Partial<Record<ContactField, string>> = {};
  const country = readContactField('country', given(raw, 'country') ?? stored?.country ?? '');
  for (const field of wanted) {
    const text = given(raw, field);
    if (text === null) continue;
    const value = readContactField(field, text, typeof country === 'string' ? country : undefined);
    if (typeof value === 'string') fields[field] = value;
    else errors.push(problem(field, value.code, value.message));
  }
  return { fields: fields as GivenFields, errors };
}

function missingFields(raw: RawContact): FieldError[] {
  const needed = [
    ['email', 'EMAIL_MISSING'],
    ['country', 'COUNTRY_MISSING'],
  ] as const;
  return needed.flatMap(([field, code]) => (given(raw, field) === null ? [problem(field, code, 'is missing')] : []));
}

/** A person within a company: a mailbox that anybody can open says nothing about one (A02). */
function mailboxProblems(email: string | undefined, hasOrganisation: boolean): FieldError[] {
  const parsed = email === undefined || hasOrganisation ? null : parseEmail(email);
  const kind = parsed === null ? 'other' : mailDomainKind(parsed.domain);
  if (kind === 'other') return [];
  const code = kind === 'free' ? 'FREE_MAIL_WITHOUT_ORGANISATION' : 'DISPOSABLE_MAIL_WITHOUT_ORGANISATION';
  return [problem('email', code, messages[kind])];
}

/**
 * Keeps the fields that the gate needs and those that the LIA assessed, normalised; names what it dropped.
 * @throws InputError INVALID_INPUT with every wrong field, FIELD_NOT_ASSESSED where the LIA does not even cover email.
 */
export function minimiseContact(raw: RawContact, options: MinimiseOptions): MinimisedContact {
  const { allowed, stored } = options;
  if (!allowed.includes('email'))
    throw new InputError('FIELD_NOT_ASSESSED', 'the assessment does not cover email addresses');
  const { fields, errors } = readFields(raw, [...allowed, ...gateFields], stored);
  const hasOrganisation = given(raw, 'organisation') !== null || stored?.organisation !== undefined;
  const all = [
    ...(stored === null ? missingFields(raw) : []),
    ...errors,
    ...mailboxProblems(fields.email, hasOrganisation),
  ];
  if (all.length > 0) throw new InputError('INVALID_INPUT', all.map((error) => error.message).join('; '), all);
  const dropped = assessedFields.filter((field) => !allowed.includes(field) && given(raw, field) !== null);
  return { fields, dropped };
}
