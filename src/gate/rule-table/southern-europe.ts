// Answers for the rows of Spain, Portugal, Italy, Greece, Malta and Cyprus (rules.md 2.4 and 3.3).
import type { CountryRows } from './country-row.js';
import { checked, hours, officeHours, openCalls, register, weekdays } from './row-parts.js';

export const southernEurope: CountryRows = {
  ES: {
    name: 'Spain',
    email: { corporate: 'IN', individual: 'IN', citation: 'LSSI Art. 21', confidence: 'M' },
    call: {
      corporate: 'HOLD',
      individual: 'HOLD',
      holdWhy: 'a call needs consent or another basis that the data-protection officer records',
      registers: [register('LISTA_ROBINSON')],
      hours: [hours(weekdays, ['09:00', '21:00'])],
      forbidsMobileCaller: true,
      citation: 'LGTel Art. 66.1.b; AEPD Circular 1/2023; Orden TDF/149/2025',
      confidence: 'M',
    },
    hardNeeds: [],
    mustHaves: ['Robinson list', 'no mobile caller number'],
    ...checked,
  },
  PT: {
    name: 'Portugal',
    email: {
      corporate: 'GEN',
      individual: 'IN',
      registers: ['DGC'],
      citation: 'Law 41/2004 Art. 13-A(1)-(2), 13-B',
      confidence: 'M',
    },
    call: openCalls('Law 41/2004 Art. 13-A'),
    hardNeeds: [],
    mustHaves: ['look-up in the DGC list, updated quarterly'],
    ...checked,
  },
  IT: {
    name: 'Italy',
    email: {
      corporate: 'IN',
      individual: 'IN',
      citation: 'Codice privacy Art. 130; Garante, October 2025',
      confidence: 'H',
    },
    call: {
      corporate: 'OUT',
      individual: 'OUT',
      registers: [register('RPO', 15)],
      hours: officeHours,
      citation: 'Codice privacy Art. 130(3-bis)',
      confidence: 'M',
    },
    hardNeeds: [],
    mustHaves: ['no harvested addresses', 'no tracking pixels'],
    ...checked,
  },
  GR: {
    name: 'Greece',
    email: { corporate: 'IN', individual: 'IN', citation: 'Law 3471/2006 Art. 11', confidence: 'M' },
    call: {
      corporate: 'OUT',
      individual: 'OUT',
      registers: [register('ARTICLE_11')],
      hours: officeHours,
      citation: 'Law 3471/2006 Art. 11',
      confidence: 'M',
    },
    hardNeeds: [],
    mustHaves: ['identity', 'stop address'],
    ...checked,
  },
  MT: {
    name: 'Malta',
    email: { corporate: 'IN', individual: 'IN', citation: 'SL 586.01 reg 9', confidence: 'L' },
    call: openCalls('SL 586.01 reg 9'),
    hardNeeds: [],
    mustHaves: [],
    ...checked,
  },
  CY: {
    name: 'Cyprus',
    email: { corporate: 'IN', individual: 'IN', citation: 'Law 112(I)/2004 s106', confidence: 'L' },
    call: openCalls('Law 112(I)/2004 s106'),
    hardNeeds: [],
    mustHaves: [],
    ...checked,
  },
};
