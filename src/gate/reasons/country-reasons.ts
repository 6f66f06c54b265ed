// Answers for the reasons that lie in the law of the person's country.
import type { ReasonEntries } from './reason-entry.js';

export const countryReasons = {
  COUNTRY_UNKNOWN: {
    effect: 'block',
    message: '{cause}',
    citation: 'ePrivacy Directive Art. 13: the law of the country decides',
    fix: 'Correct the country of the contact',
  },
  COUNTRY_UNREVIEWED: {
    effect: 'block',
    message: 'The rule for {channel} in {country} is not settled, so it counts as forbidden',
    citation: null,
    fix: 'Have a lawyer review the row of this country',
  },
  SUBSCRIBER_UNPROVEN: {
    effect: 'hold',
    message: 'There is no company number, so in {country} the contact counts as an individual',
    citation: null,
    fix: 'Add the company number and its register if the subscriber is a company',
  },
  CONSENT_REQUIRED: {
    effect: 'block',
    message: '{country}: {what} needs prior consent',
    citation: null,
    fix: null,
  },
  PUBLICATION_UNPROVEN: {
    effect: 'block',
    message: '{country}: the address must be openly published by the person or the employer; missing: {missing}',
    citation: null,
    fix: 'Record the page that shows the address: who published it, a snapshot, and that it carries no request not to advertise',
  },
  BASIS_UNRECORDED: {
    effect: 'hold',
    message: '{country}: {why}',
    citation: null,
    fix: 'Ask the data-protection officer; the product cannot check this yet',
  },
  REGISTER_MISSING: {
    effect: 'block',
    message: '{country}: nobody has looked in the register {register}',
    citation: null,
    fix: 'Look it up in {register} and record the result',
  },
  TPS_STALE: {
    effect: 'block',
    message: 'The look-up in {register} is 28 days old or older',
    citation: 'PECR reg 21(1), (3)',
    fix: 'Look the number up in {register} again and record the result',
  },
  REGISTER_STALE: {
    effect: 'block',
    message: '{country}: the look-up in {register} is {days} days old or older',
    citation: null,
    fix: 'Look the number up in {register} again and record the result',
  },
  REGISTER_LISTED: {
    effect: 'block',
    message: '{country}: the number is listed in {register}',
    citation: null,
    fix: null,
  },
  CALLER_NUMBER_WITHHELD: {
    effect: 'block',
    message: 'A call must show the number it comes from',
    citation: 'PECR reg 21(A1)',
    fix: 'Name the caller number in full international form',
  },
  CALLER_NUMBER_UNDECLARED: {
    effect: 'block',
    message: 'The assessment does not name this caller number',
    citation: 'Assessment: caller numbers',
    fix: 'Call from a number that the assessment names',
  },
  CALLER_NUMBER_MOBILE: {
    effect: 'block',
    message: '{country}: the caller number must not be a mobile one',
    citation: null,
    fix: 'Call from a landline number that the assessment names',
  },
} as const satisfies ReasonEntries;
