// Answers for proving the country rows: complete, and each with the verdict that the law gives.
import { describe, expect, it } from '@jest/globals';
import { usualLanguages } from '../default-language.js';
import { decide } from '../decide.js';
import { callFacts, emailFacts, workingHour } from '../facts.builder.js';
import type { ContactFacts, Facts } from '../facts.js';
import { zoneOf } from '../quiet-hours/zone-of.js';
import { timeZoneOf } from '../time-zone-of.js';
import { makeRuleTable, policyVersion, ruleTable } from './rule-table.js';

type Answer = 'ok' | 'CONSENT' | 'OPEN' | 'BASIS' | 'REGISTER';

/**
 * What rules.md 2.4 says of: email to a named person at a company, to info@ of a company, to an individual; a call to a
 * company's landline, to its mobile, to an individual's landline; with every other fact in order and look-ups fresh.
 */
const expected: Readonly<Record<string, readonly [Answer, Answer, Answer, Answer, Answer, Answer]>> = {
  GB: ['ok', 'ok', 'CONSENT', 'ok', 'ok', 'ok'],
  IE: ['ok', 'ok', 'ok', 'ok', 'CONSENT', 'ok'],
  FR: ['ok', 'ok', 'ok', 'ok', 'ok', 'BASIS'],
  DE: ['CONSENT', 'CONSENT', 'CONSENT', 'BASIS', 'BASIS', 'BASIS'],
  AT: ['CONSENT', 'CONSENT', 'CONSENT', 'CONSENT', 'CONSENT', 'CONSENT'],
  NL: ['CONSENT', 'CONSENT', 'CONSENT', 'ok', 'ok', 'CONSENT'],
  BE: ['CONSENT', 'ok', 'CONSENT', 'ok', 'ok', 'ok'],
  LU: ['OPEN', 'OPEN', 'OPEN', 'OPEN', 'OPEN', 'OPEN'],
  DK: ['CONSENT', 'CONSENT', 'CONSENT', 'ok', 'ok', 'ok'],
  SE: ['ok', 'ok', 'CONSENT', 'ok', 'ok', 'ok'],
  FI: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  NO: ['CONSENT', 'ok', 'CONSENT', 'ok', 'ok', 'ok'],
  CH: ['CONSENT', 'CONSENT', 'CONSENT', 'ok', 'ok', 'ok'],
  ES: ['CONSENT', 'CONSENT', 'CONSENT', 'BASIS', 'BASIS', 'BASIS'],
  PT: ['CONSENT', 'REGISTER', 'CONSENT', 'OPEN', 'OPEN', 'OPEN'],
  IT: ['CONSENT', 'CONSENT', 'CONSENT', 'ok', 'ok', 'ok'],
  PL: ['CONSENT', 'CONSENT', 'CONSENT', 'CONSENT', 'CONSENT', 'CONSENT'],
  CZ: ['CONSENT', 'CONSENT', 'CONSENT', 'CONSENT', 'CONSENT', 'CONSENT'],
  SK: ['ok', 'ok', 'ok', 'BASIS', 'BASIS', 'BASIS'],
  HU: ['CONSENT', 'ok', 'CONSENT', 'CONSENT', 'CONSENT', 'CONSENT'],
  RO: ['CONSENT', 'CONSENT', 'CONSENT', 'CONSENT', 'CONSENT', 'CONSENT'],
  BG: ['CONSENT', 'REGISTER', 'CONSENT', 'OPEN', 'OPEN', 'OPEN'],
  GR: ['CONSENT', 'CONSENT', 'CONSENT', 'ok', 'ok', 'ok'],
  HR: ['OPEN', 'OPEN', 'OPEN', 'OPEN', 'OPEN', 'OPEN'],
  SI: ['CONSENT', 'CONSENT', 'CONSENT', 'OPEN', 'OPEN', 'OPEN'],
  EE: ['CONSENT', 'ok', 'CONSENT', 'OPEN', 'OPEN', 'OPEN'],
  LV: ['OPEN', 'OPEN', 'OPEN', 'OPEN', 'OPEN', 'OPEN'],
  LT: ['OPEN', 'OPEN', 'OPEN', 'OPEN', 'OPEN', 'OPEN'],
  MT: ['OPEN', 'OPEN', 'OPEN', 'OPEN', 'OPEN', 'OPEN'],
  CY: ['OPEN', 'OPEN', 'OPEN', 'OPEN', 'OPEN', 'OPEN'],
  US: ['ok', 'ok', 'ok', 'ok', 'CONSENT', 'ok'],
  CA: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  AU: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  NZ: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
};

const answers: Readonly<Record<string, Answer>> = {
  CONSENT_REQUIRED: 'CONSENT',
  COUNTRY_UNREVIEWED: 'OPEN',
  BASIS_UNRECORDED: 'BASIS',
  REGISTER_MISSING: 'REGISTER',
};

const individual = { subscriberType: 'individual', hasCompanyNumber: false } as const;
const codes = Object.keys(ruleTable.rows);

function answerOf(facts: Facts): string {
  const { reasons, outcome } = decide(facts, ruleTable, workingHour);
  if (outcome === 'allow') return 'ok';
  return reasons.map(({ code }) => answers[code] ?? code).join(' ');
}

function mail(country: string, contact: Partial<ContactFacts> = {}): string {
  return answerOf(emailFacts({ contact: { country, ...contact }, lia: { bounds: { countries: [country] } } }));
}

function call(country: string, contact: Partial<ContactFacts> = {}): string {
  const registers = ruleTable.rows[country]?.call.registers ?? [];
  const screenings = registers.map(({ name }) => ({
    register: name,
    result: 'clear' as const,
    screenedAt: workingHour,
  }));
  const lia = { bounds: { countries: [country] } };
  return answerOf(callFacts({ contact: { country, phoneCountry: country, ...contact }, lia, call: { screenings } }));
}

describe('ruleTable', () => {
  it('has exactly the countries of the law table', () => {
    expect(codes.sort()).toEqual(Object.keys(expected).sort());
  });

  it.each(Object.entries(expected))('gives the verdicts of %s [L1]', (country, row) => {
    expect([
      mail(country),
      mail(country, { mailboxKind: 'generic' }),
      mail(country, individual),
      call(country),
      call(country, { phoneLineType: 'mobile' }),
      call(country, individual),
    ]).toEqual(row);
  });

  it.each(codes)('ships the row of %s with citation, check date and confidence', (code) => {
    const row = ruleTable.rows[code]!;
    for (const rule of [row.email, row.call]) {
      expect(rule.citation).not.toBe('');
      expect(['H', 'M', 'L']).toContain(rule.confidence);
      const needsWhy = rule.corporate === 'HOLD' || rule.individual === 'HOLD';
      expect(rule.holdWhy !== undefined).toBe(needsWhy);
    }
    expect(row.checkedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(row.reviewer).toBeNull();
    expect(usualLanguages(code).length).toBeGreaterThan(0);
  });

  it.each(codes)('knows a real zone of %s, or none where there are several', (code) => {
    const zone = timeZoneOf(code);
    const severalZones = ['AU', 'CA', 'ES', 'NZ', 'PT', 'US'];
    expect(zone === null).toBe(severalZones.includes(code));
    if (zone !== null) expect(zoneOf(zone)?.name).toBe(zone);
  });

  it('knows neither zone nor language of a country that does not exist', () => {
    expect(timeZoneOf('XX')).toBeNull();
    expect(timeZoneOf('constructor')).toBeNull();
    expect(usualLanguages('XX')).toEqual([]);
    expect(usualLanguages('constructor')).toEqual([]);
  });
});

describe('policyVersion', () => {
  it('is the same for the same rows, in any order of the countries', () => {
    const reversed = Object.fromEntries(Object.entries(ruleTable.rows).reverse());
    expect(policyVersion).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(makeRuleTable(reversed).policyVersion).toBe(policyVersion);
  });

  it('changes with any cell of the table', () => {
    const GB = ruleTable.rows['GB']!;
    const stricter = { ...ruleTable.rows, GB: { ...GB, email: { ...GB.email, corporate: 'IN' as const } } };
    const table = makeRuleTable(stricter);
    expect(table.policyVersion).not.toBe(policyVersion);
    const verdict = decide(emailFacts(), table, workingHour);
    expect(verdict).toMatchObject({ outcome: 'block', policyVersion: table.policyVersion });
  });
});
