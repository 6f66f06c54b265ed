// Answers for the rows of Denmark, Sweden, Finland and Norway (rules.md 2.4).
import type { CountryRows } from './country-row.js';
import { checked, officeHours, register } from './row-parts.js';

export const nordic: CountryRows = {
  DK: {
    name: 'Denmark',
    email: { corporate: 'IN', individual: 'IN', citation: 'MFL s10(1)', confidence: 'H' },
    call: {
      corporate: 'OUT',
      individual: 'OUT',
      // Named persons only after the Robinson list; every contact is a named person.
      registers: [register('ROBINSON')],
      hours: officeHours,
      citation: 'MFL s10(4)',
      confidence: 'H',
    },
    hardNeeds: [],
    mustHaves: ['identifiable as marketing', 'sender', 'stop address', 'easy and free withdrawal'],
    ...checked,
  },
  SE: {
    name: 'Sweden',
    // A named address at a company is usually treated as the company's.
    email: { corporate: 'OUT', individual: 'IN', citation: 'MFL 2008:486 s19-20', confidence: 'M' },
    call: {
      corporate: 'OUT',
      individual: 'OUT',
      registers: [],
      hours: officeHours,
      citation: 'MFL 2008:486 s19, 21',
      confidence: 'M',
    },
    hardNeeds: [],
    mustHaves: ['valid stop address'],
    ...checked,
  },
  FI: {
    name: 'Finland',
    email: { corporate: 'REL', individual: 'REL', citation: 'Act 917/2014 s200-203', confidence: 'M' },
    call: {
      corporate: 'OUT',
      individual: 'OUT',
      registers: [],
      hours: officeHours,
      citation: 'Act 917/2014 s200-204',
      confidence: 'M',
    },
    hardNeeds: [],
    mustHaves: ['opt-out', 'source on request', 'message concerns the duties of the person'],
    ...checked,
  },
  NO: {
    name: 'Norway',
    email: { corporate: 'GEN', individual: 'IN', citation: 'MFL s15', confidence: 'H' },
    call: {
      corporate: 'OUT',
      individual: 'OUT',
      registers: [],
      hours: officeHours,
      citation: 'MFL s15',
      confidence: 'M',
    },
    hardNeeds: [],
    mustHaves: ['identity'],
    ...checked,
  },
};
