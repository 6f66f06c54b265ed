// Answers for the rows of the United Kingdom, Ireland and France (rules.md 2.4 and 3.3).
import type { CountryRows } from './country-row.js';
import { checked, hours, officeHours, register, tps, weekdays } from './row-parts.js';

export const britishIslesAndFrance: CountryRows = {
  GB: {
    name: 'the United Kingdom',
    email: { corporate: 'OUT', individual: 'IN', citation: 'PECR reg 22-23', confidence: 'H' },
    call: {
      corporate: 'OUT',
      individual: 'OUT',
      registers: [tps('TPS'), tps('CTPS')],
      hours: [hours(weekdays, ['08:00', '21:00']), hours([6, 7], ['09:00', '21:00'])],
      citation: 'PECR reg 21, 24',
      confidence: 'H',
    },
    hardNeeds: [],
    mustHaves: ['identity', 'stop address', 'caller number shown', 'name of the caller', 'Art. 14 notice'],
    // The bank holidays of August lie in the regions; England stands for the country.
    holidayRegion: 'ENG',
    ...checked,
  },
  IE: {
    name: 'Ireland',
    email: { corporate: 'REL', individual: 'REL', citation: 'SI 336/2011 reg 13', confidence: 'H' },
    call: {
      corporate: 'OUT',
      individual: 'OUT',
      lines: { mobile: 'IN', unclear: 'IN' },
      registers: [register('NDD')],
      hours: officeHours,
      citation: 'SI 336/2011 reg 13',
      confidence: 'H',
    },
    hardNeeds: [],
    mustHaves: ['opt-out in each message', 'message solely about the official capacity'],
    ...checked,
  },
  FR: {
    name: 'France',
    email: {
      corporate: 'REL',
      individual: 'REL',
      companyMailbox: 'OUT',
      citation: 'L34-5 CPCE; CNIL',
      confidence: 'H',
    },
    call: {
      corporate: 'OUT',
      individual: 'HOLD',
      holdWhy: 'calls to sole traders may need consent since 11 August 2026',
      registers: [],
      // Decree 2022-1313: at most 4 calls in 30 days; the caps of an assessment stay below that.
      hours: [hours(weekdays, ['10:00', '13:00'], ['14:00', '20:00'])],
      citation: 'L223-1 Code de la consommation; decree 2022-1313',
      confidence: 'M',
    },
    hardNeeds: [],
    mustHaves: ['identity of the advertiser', 'simple objection', 'prior information', 'no tracking pixels'],
    ...checked,
  },
};
