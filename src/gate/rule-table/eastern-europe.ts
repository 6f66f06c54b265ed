// Answers for the rows of Romania, Bulgaria, Croatia and the Baltic states (rules.md 2.4).
import type { CountryRows } from './country-row.js';
import { checked, officeHours, openCalls, register } from './row-parts.js';

export const easternEurope: CountryRows = {
  RO: {
    name: 'Romania',
    email: { corporate: 'IN', individual: 'IN', citation: 'Law 506/2004 Art. 12', confidence: 'M' },
    call: {
      corporate: 'IN',
      individual: 'IN',
      registers: [],
      hours: officeHours,
      citation: 'Law 506/2004 Art. 12',
      confidence: 'M',
    },
    hardNeeds: [],
    mustHaves: ['identity', 'valid address'],
    ...checked,
  },
  BG: {
    name: 'Bulgaria',
    email: {
      corporate: 'GEN',
      individual: 'IN',
      registers: ['CPC'],
      citation: 'E-Commerce Act Art. 6',
      confidence: 'M',
    },
    call: openCalls('E-Commerce Act Art. 6'),
    hardNeeds: [],
    mustHaves: ['marked as unsolicited', 'look-up in the register of the CPC'],
    ...checked,
  },
  HR: {
    name: 'Croatia',
    email: { corporate: 'IN', individual: 'IN', citation: 'Electronic Communications Act', confidence: 'L' },
    call: {
      corporate: 'OUT',
      individual: 'OUT',
      registers: [register('NE_ZOVI')],
      hours: officeHours,
      citation: 'Electronic Communications Act; register Ne zovi',
      confidence: 'L',
    },
    hardNeeds: [],
    mustHaves: ['e-commerce information'],
    ...checked,
  },
  EE: {
    name: 'Estonia',
    email: { corporate: 'GEN', individual: 'IN', citation: 'ESS s103-1', confidence: 'M' },
    call: openCalls('ESS s103-1'),
    hardNeeds: [],
    mustHaves: ['opt-out', 'the sender bears the proof'],
    ...checked,
  },
  LV: {
    name: 'Latvia',
    email: { corporate: 'GEN', individual: 'IN', citation: 'ISS Law s9', confidence: 'L' },
    call: openCalls('ISS Law s9'),
    hardNeeds: [],
    mustHaves: ['opt-out'],
    ...checked,
  },
  LT: {
    name: 'Lithuania',
    email: { corporate: 'IN', individual: 'IN', citation: 'ERI Art. 81', confidence: 'L' },
    call: {
      corporate: 'IN',
      individual: 'IN',
      registers: [],
      hours: officeHours,
      citation: 'ERI Art. 81',
      confidence: 'L',
    },
    hardNeeds: [],
    mustHaves: ['opt-out'],
    ...checked,
  },
};
