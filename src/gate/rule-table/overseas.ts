// Answers for the rows of the United States, Canada, Australia and New Zealand (rules.md 2.4 and 3.3).
import type { CountryRows } from './country-row.js';
import { checked, daily, hours, officeHours, register, weekdays } from './row-parts.js';

export const overseas: CountryRows = {
  US: {
    name: 'the United States',
    email: { corporate: 'OUT', individual: 'OUT', citation: 'CAN-SPAM Act, 15 USC 7701-7713', confidence: 'H' },
    call: {
      corporate: 'OUT',
      individual: 'OUT',
      lines: { mobile: 'IN' },
      // The numbering plan does not tell mobiles and landlines apart: the look-up stands for what the number cannot say.
      registers: [{ ...register('US_REGISTRY', 31), lines: 'not_fixed' }],
      // Florida ends at 20:00, and the state of a person is not known.
      hours: daily('08:00', '20:00'),
      citation: 'TSR 16 CFR 310; TCPA 47 CFR 64.1200',
      confidence: 'H',
    },
    hardNeeds: ['postal_address'],
    mustHaves: [
      'true headers and subject',
      'identified as advertising',
      'postal address',
      'opt-out that works for 30 days',
      'caller number shown',
      'no dialler and no artificial voice',
    ],
    ...checked,
  },
  CA: {
    name: 'Canada',
    email: { corporate: 'PUB', individual: 'PUB', citation: 'CASL s10(9)(b)', confidence: 'H' },
    call: {
      corporate: 'OUT',
      individual: 'OUT',
      registers: [],
      hours: [hours(weekdays, ['09:00', '21:30']), hours([6, 7], ['10:00', '18:00'])],
      citation: 'CRTC Unsolicited Telecommunications Rules',
      confidence: 'H',
    },
    hardNeeds: ['postal_address', 'controller_contact'],
    mustHaves: [
      'name',
      'name on whose behalf',
      'mailing address',
      'phone, email or web address',
      'unsubscribe for 60 days',
    ],
    ...checked,
  },
  AU: {
    name: 'Australia',
    email: { corporate: 'PUB', individual: 'PUB', citation: 'Spam Act 2003 Sch 2', confidence: 'M' },
    call: {
      corporate: 'OUT',
      individual: 'OUT',
      // The register is for private numbers, and a mobile may be one.
      registers: [{ ...register('AU_REGISTER', 30), lines: 'not_fixed' }],
      hours: [hours(weekdays, ['09:00', '20:00']), hours([6], ['09:00', '17:00'])],
      citation: 'Telemarketing Industry Standard 2017',
      confidence: 'M',
    },
    hardNeeds: [],
    mustHaves: ['true sender for 30 days', 'unsubscribe for 30 days', 'no harvesting', 'caller number shown'],
    ...checked,
  },
  NZ: {
    name: 'New Zealand',
    email: { corporate: 'PUB', individual: 'PUB', citation: 'UEMA 2007 s9, 11', confidence: 'H' },
    call: {
      corporate: 'OUT',
      individual: 'OUT',
      registers: [],
      hours: officeHours,
      citation: 'UEMA 2007 (calls are not covered)',
      confidence: 'H',
    },
    hardNeeds: [],
    mustHaves: ['unsubscribe for 30 days, free, same medium', 'no harvesting'],
    ...checked,
  },
};
