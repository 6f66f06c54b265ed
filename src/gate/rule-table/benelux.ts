// Answers for the rows of the Netherlands, Belgium and Luxembourg (rules.md 2.4).
import type { CountryRows } from './country-row.js';
import { checked, officeHours, openCalls, register } from './row-parts.js';

export const benelux: CountryRows = {
  NL: {
    name: 'the Netherlands',
    // The exception for an address that was published for this very purpose cannot be proven, so it is not used.
    email: { corporate: 'IN', individual: 'IN', citation: 'Tw Art. 11.7', confidence: 'H' },
    call: {
      corporate: 'OUT',
      individual: 'IN',
      registers: [],
      hours: officeHours,
      citation: 'Tw Art. 11.7',
      confidence: 'H',
    },
    hardNeeds: [],
    mustHaves: ['recognisable caller number', 'opt-out in the call'],
    ...checked,
  },
  BE: {
    name: 'Belgium',
    email: {
      corporate: 'GEN',
      individual: 'IN',
      citation: 'CEL Art. XII.13; Royal Decree of 4 April 2003',
      confidence: 'M',
    },
    call: {
      corporate: 'OUT',
      individual: 'OUT',
      // Companies can register too.
      registers: [register('NE_M_APPELEZ_PLUS')],
      hours: officeHours,
      citation: 'CEL Art. VI.111-114',
      confidence: 'H',
    },
    hardNeeds: [],
    mustHaves: ['recognisable as publicity', 'opt-out'],
    ...checked,
  },
  LU: {
    name: 'Luxembourg',
    email: { corporate: 'IN', individual: 'IN', citation: 'Law of 30 May 2005 Art. 11', confidence: 'L' },
    call: openCalls('Law of 30 May 2005 Art. 11'),
    hardNeeds: [],
    mustHaves: [],
    ...checked,
  },
};
