// Answers for the one spelling under which a phone number is compared: E.164.
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import type { Brand } from './ids.js';

/** E.164, for example `+442079460000`. */
export type CanonicalPhone = Brand<string, 'CanonicalPhone'>;

export interface ParsedPhone {
  readonly phone: CanonicalPhone;
  /** ISO 3166-1 alpha-2 of the numbering plan, null where it is not known. */
  readonly country: string | null;
  /** `fixed`, `mobile`, `fixed_or_mobile`, or `other`. */
  readonly lineType: 'fixed' | 'mobile' | 'fixed_or_mobile' | 'other';
}

const lineTypes: Readonly<Record<string, ParsedPhone['lineType']>> = {
  FIXED_LINE: 'fixed',
  MOBILE: 'mobile',
  FIXED_LINE_OR_MOBILE: 'fixed_or_mobile',
};

/** Reads a phone number as people write it, `+44 (0) 20 ...` included; null where it is no possible number. */
export function parsePhone(text: string, defaultCountry?: string): ParsedPhone | null {
  const withoutTrunkZero = text.trim().replace(/^((?:\+|00)\s*\d{1,3}[\s.-]*)\(\s*0\s*\)/, '$1');
  const parsed = parsePhoneNumberFromString(withoutTrunkZero.replace(/^00/, '+'), {
    ...(defaultCountry === undefined ? {} : { defaultCountry: defaultCountry as CountryCode }),
    extract: false,
  });
  if (!parsed?.isPossible()) return null;
  return {
    phone: parsed.number as unknown as CanonicalPhone,
    country: parsed.country ?? null,
    lineType: lineTypes[parsed.getType() ?? ''] ?? 'other',
  };
}
