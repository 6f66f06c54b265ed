// Answers for the rows of Germany, Austria and Switzerland (rules.md 2.4).
import type { CountryRows } from './country-row.js';
import { checked, officeHours, register } from './row-parts.js';

export const germanSpeaking: CountryRows = {
  DE: {
    name: 'Germany',
    email: { corporate: 'IN', individual: 'IN', citation: 'UWG s7(2) no. 2', confidence: 'H' },
    call: {
      corporate: 'HOLD',
      individual: 'HOLD',
      holdWhy: 'a call needs at least presumed consent, with the facts of that business on record',
      registers: [],
      hours: officeHours,
      citation: 'UWG s7(2) no. 1; BGH I ZR 191/03',
      confidence: 'H',
    },
    hardNeeds: [],
    mustHaves: ['identity', 'stop address', 'caller number shown', 'recorded facts of the presumed consent'],
    ...checked,
  },
  AT: {
    name: 'Austria',
    email: { corporate: 'IN', individual: 'IN', citation: 'TKG 2021 s174', confidence: 'H' },
    call: {
      corporate: 'IN',
      individual: 'IN',
      registers: [],
      hours: officeHours,
      citation: 'TKG 2021 s174',
      confidence: 'H',
    },
    hardNeeds: [],
    mustHaves: ['caller number shown'],
    ...checked,
  },
  CH: {
    name: 'Switzerland',
    // A sequence of steps is mass mailing.
    email: { corporate: 'IN', individual: 'IN', citation: 'UWG Art. 3(1)(o)', confidence: 'M' },
    call: {
      corporate: 'OUT',
      individual: 'OUT',
      // No call where the directory entry has an asterisk or the number is unlisted.
      registers: [register('CH_DIRECTORY')],
      hours: officeHours,
      citation: 'UWG Art. 3(1)(u), (v)',
      confidence: 'M',
    },
    hardNeeds: [],
    mustHaves: ['correct sender', 'easy refusal', 'own caller number shown'],
    ...checked,
  },
};
