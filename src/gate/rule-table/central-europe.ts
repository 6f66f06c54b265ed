// Answers for the rows of Poland, Czechia, Slovakia, Hungary and Slovenia (rules.md 2.4).
import type { CountryRows } from './country-row.js';
import { checked, officeHours, openCalls } from './row-parts.js';

export const centralEurope: CountryRows = {
  PL: {
    name: 'Poland',
    email: { corporate: 'IN', individual: 'IN', citation: 'PKE Art. 398', confidence: 'H' },
    call: {
      corporate: 'IN',
      individual: 'IN',
      registers: [],
      hours: officeHours,
      citation: 'PKE Art. 398',
      confidence: 'H',
    },
    hardNeeds: [],
    mustHaves: ['consent per channel'],
    ...checked,
  },
  CZ: {
    name: 'Czechia',
    email: { corporate: 'IN', individual: 'IN', citation: 'Act 480/2004 s7', confidence: 'M' },
    call: {
      corporate: 'IN',
      individual: 'IN',
      registers: [],
      hours: officeHours,
      citation: 'Act 127/2005',
      confidence: 'M',
    },
    hardNeeds: [],
    mustHaves: ['marked as commercial'],
    ...checked,
  },
  SK: {
    name: 'Slovakia',
    email: { corporate: 'PUB', individual: 'PUB', citation: 'Act 452/2021 s116', confidence: 'M' },
    call: {
      corporate: 'HOLD',
      individual: 'HOLD',
      holdWhy: 'a call needs the special caller prefix and the opt-out list, which cannot be checked',
      registers: [],
      hours: officeHours,
      citation: 'Act 452/2021 s116',
      confidence: 'M',
    },
    hardNeeds: [],
    mustHaves: ['refusal offered each time', 'refusal confirmed and kept 4 years', 'sender that takes replies'],
    ...checked,
  },
  HU: {
    name: 'Hungary',
    email: { corporate: 'GEN', individual: 'IN', citation: 'Grt s6', confidence: 'M' },
    call: {
      corporate: 'IN',
      individual: 'IN',
      registers: [],
      hours: officeHours,
      citation: 'Grt s6',
      confidence: 'M',
    },
    hardNeeds: [],
    mustHaves: [],
    ...checked,
  },
  SI: {
    name: 'Slovenia',
    email: { corporate: 'IN', individual: 'IN', citation: 'ZEKom-2 Art. 226; ZEPT Art. 6', confidence: 'M' },
    call: openCalls('ZEKom-2 Art. 226'),
    hardNeeds: [],
    mustHaves: ['recognisable', 'sender named'],
    ...checked,
  },
};
