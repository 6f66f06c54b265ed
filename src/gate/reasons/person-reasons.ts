// Answers for the reasons that lie in the person: objections, state of the contact, limits already used.
import type { ReasonEntries } from './reason-entry.js';

export const personReasons = {
  SUPPRESSED: {
    effect: 'block',
    message: 'Must not be contacted any more, on any channel ({cause})',
    citation: 'GDPR Art. 21(2)-(3)',
    fix: null,
  },
  PERSON_CONFLICT: {
    effect: 'hold',
    message: 'The addresses of this contact belong to two people on record',
    citation: 'GDPR Art. 5(1)(d)',
    fix: 'Merge the two contacts, or correct the address that is wrong',
  },
  CONTACT_UNKNOWN: {
    effect: 'hold',
    message: 'This address is not a stored contact',
    citation: 'GDPR Art. 5(2), 14(2)(f)',
    fix: 'Add the contact with its public source',
  },
  CONTACT_QUARANTINED: {
    effect: 'hold',
    message: 'The contact is in quarantine: the source of its data is not on record',
    citation: 'GDPR Art. 5(1)(a), 14(2)(f)',
    fix: 'Add the public source of every field',
  },
  CONTACT_RESTRICTED: {
    effect: 'block',
    message: 'The data of this contact may only be stored while an objection is looked at',
    citation: 'GDPR Art. 18(1)(d), 18(2)',
    fix: 'Ask the data-protection officer how the case stands',
  },
  CONTACT_ERASED: {
    effect: 'block',
    message: 'The data of this contact was erased',
    citation: 'GDPR Art. 17',
    fix: null,
  },
  ADDRESS_MISSING: {
    effect: 'hold',
    message: 'The contact has no {address}',
    citation: null,
    fix: 'Add the {address} with its public source',
  },
  RELEVANCE_UNPROVEN: {
    effect: 'hold',
    message: '{cause}',
    citation: 'GDPR Art. 6(1)(f); the message must concern the role of the person',
    fix: 'Correct the job title, or choose another audience; the roles themselves are set in the campaign and the assessment',
  },
  EMAIL_LIMIT: {
    effect: 'block',
    message: 'All {max} emails that the assessment allows for one person are used',
    citation: 'Assessment: most emails per person',
    fix: null,
  },
  CALL_LIMIT: {
    effect: 'block',
    message: 'All {max} call attempts that the assessment allows for one person are used',
    citation: 'Assessment: most calls per person; an attempt is a call (DUAA 2025 s110)',
    fix: null,
  },
  ALREADY_TOUCHED: {
    effect: 'block',
    message: 'This person already got this step, or it is on its way',
    citation: 'Assessment: most touches per person',
    fix: null,
  },
  GAP_NOT_OVER: {
    effect: 'hold',
    message: 'The last touch was less than {days} days ago',
    citation: 'Assessment: least days between touches',
    fix: null,
  },
  EMAIL_FIRST: {
    effect: 'hold',
    message: 'A call needs an email with the privacy notice first, and none was delivered yet',
    citation: 'GDPR Art. 14(3)',
    fix: 'Send the first email, then call',
  },
  CALL_TOO_SOON: {
    effect: 'hold',
    message: 'A call may follow {days} days after the first delivered email',
    citation: 'Assessment: days between the first email and a call',
    fix: null,
  },
} as const satisfies ReasonEntries;
