// Answers for knowing whose law counts: an unknown country, or one without a row, is forbidden (G1, case 26).
import type { Inquiry } from '../inquiry.js';
import { reason } from '../reason.js';
import type { Reason } from '../verdict.js';

export function countryKnown({ facts, countriesWithoutRow }: Inquiry): Reason[] {
  const { contact } = facts;
  if (contact === null) return [];
  const causes = countriesWithoutRow.map(
    (code) => `There is no rule for the country ${code}, so it counts as forbidden`,
  );
  if (contact.country === null) causes.push('The country of the contact is not known');
  if (facts.channel === 'call' && contact.hasPhone && contact.phoneCountry === null) {
    causes.push('The country of the phone number is not known');
  }
  return causes.map((cause) => reason('COUNTRY_UNKNOWN', { slots: { cause } }));
}
