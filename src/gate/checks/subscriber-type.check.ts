// Answers for the proof that the subscriber is a company, where a country's rule hangs on it (U3, G16; cases 21, 22).
import { cellOf } from '../cell-of.js';
import type { ContactFacts, Facts } from '../facts.js';
import type { Inquiry, JudgedCountry } from '../inquiry.js';
import { reason } from '../reason.js';
import type { Reason } from '../verdict.js';

export function subscriberType({ facts, countries }: Inquiry): Reason[] {
  const { contact } = facts;
  if (contact === null || !isUnproven(contact)) return [];
  return countries
    .filter((country) => hangsOnSubscriber(country, facts, contact))
    .map(({ row }) => {
      const citation = facts.channel === 'email' ? row.email.citation : row.call.citation;
      return reason('SUBSCRIBER_UNPROVEN', { slots: { country: row.name }, citation });
    });
}

/** Not known, or said to be a company without the number that shows it. */
function isUnproven(contact: ContactFacts): boolean {
  return contact.subscriberType === 'unknown' || (contact.subscriberType === 'corporate' && !contact.hasCompanyNumber);
}

function hangsOnSubscriber({ row }: JudgedCountry, facts: Facts, contact: ContactFacts): boolean {
  const asCompany: ContactFacts = { ...contact, subscriberType: 'corporate', hasCompanyNumber: true };
  return cellOf(row, facts, asCompany) !== cellOf(row, facts, contact);
}
