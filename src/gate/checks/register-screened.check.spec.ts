// Answers for proving that calls need fresh look-ups in the registers of the country.
import { describe, expect, it } from '@jest/globals';
import { codesOf } from '../codes-of.builder.js';
import { callFacts, emailFacts, workingHour } from '../facts.builder.js';
import type { Facts, ScreeningFacts } from '../facts.js';
import { dayMs, hourMs, plusMs } from '../../shared/instant.js';

function screening(register: string, ageMs: number, result: 'clear' | 'listed' = 'clear'): ScreeningFacts {
  return { register, result, screenedAt: plusMs(workingHour, -ageMs) };
}

function call(...screenings: ScreeningFacts[]): Facts {
  return callFacts({ call: { screenings } });
}

const fresh = screening('CTPS', hourMs);

describe('registerScreened', () => {
  it('allows when TPS and CTPS are 27 days and 23 hours old [case 27]', () => {
    const ageMs = 28 * dayMs - hourMs;
    expect(codesOf(call(screening('TPS', ageMs), screening('CTPS', ageMs)))).toEqual([]);
  });

  it.each([
    ['TPS', screening('TPS', 28 * dayMs), fresh],
    ['CTPS', screening('TPS', hourMs), screening('CTPS', 28 * dayMs)],
  ])('blocks when the look-up in %s is exactly 28 days old [case 27] [U6]', (_, one, other) => {
    expect(codesOf(call(one, other))).toEqual(['block TPS_STALE']);
  });

  it('allows one millisecond before 28 days [case 27]', () => {
    expect(codesOf(call(screening('TPS', 28 * dayMs - 1), fresh))).toEqual([]);
  });

  it('blocks when only one of TPS and CTPS was looked up [case 27]', () => {
    expect(codesOf(call(screening('TPS', hourMs)))).toEqual(['block REGISTER_MISSING']);
    expect(codesOf(call(fresh))).toEqual(['block REGISTER_MISSING']);
  });

  it('blocks when nothing was looked up [case 27]', () => {
    expect(codesOf(call())).toEqual(['block REGISTER_MISSING', 'block REGISTER_MISSING']);
  });

  it('blocks when a register lists the number, by the latest look-up [U6]', () => {
    expect(codesOf(call(screening('TPS', hourMs, 'listed'), screening('TPS', dayMs), fresh))).toEqual([
      'block REGISTER_LISTED',
    ]);
    expect(codesOf(call(screening('TPS', dayMs, 'listed'), screening('TPS', hourMs), fresh))).toEqual([]);
  });

  it('lets the look-up that found the number win when two are of the same time', () => {
    const both = [screening('TPS', hourMs, 'listed'), screening('TPS', hourMs)];
    expect(codesOf(call(...both, fresh))).toEqual(['block REGISTER_LISTED']);
    expect(codesOf(call(...both.reverse(), fresh))).toEqual(['block REGISTER_LISTED']);
  });

  it('blocks when a look-up lies in the future', () => {
    expect(codesOf(call(screening('TPS', -1), fresh))).toEqual(['block TPS_STALE']);
  });

  it('takes a register by its name in any case', () => {
    expect(codesOf(call(screening('tps', hourMs), fresh))).toEqual([]);
  });

  const italian = { contact: { country: 'IT', phoneCountry: 'IT' }, lia: { bounds: { countries: ['IT'] } } };

  it('keeps the age of each country: 15 days for the Italian register [V4]', () => {
    const aged = (ageMs: number): Facts => callFacts({ ...italian, call: { screenings: [screening('RPO', ageMs)] } });
    expect(codesOf(aged(15 * dayMs - 1))).toEqual([]);
    expect(codesOf(aged(15 * dayMs))).toEqual(['block REGISTER_STALE']);
  });

  it('asks in the United States only for lines that may be no landline', () => {
    const american = { country: 'US', phoneCountry: 'US' } as const;
    const lia = { bounds: { countries: ['US'] } };
    const to = (phoneLineType: 'fixed' | 'fixed_or_mobile', screenings: ScreeningFacts[]): Facts =>
      callFacts({ contact: { ...american, phoneLineType }, lia, call: { screenings } });
    expect(codesOf(to('fixed', []))).toEqual([]);
    expect(codesOf(to('fixed_or_mobile', []))).toEqual(['block REGISTER_MISSING']);
    expect(codesOf(to('fixed_or_mobile', [screening('US_REGISTRY', hourMs)]))).toEqual([]);
    expect(codesOf(to('fixed_or_mobile', [screening('US_REGISTRY', 31 * dayMs)]))).toEqual(['block REGISTER_STALE']);
  });

  it('blocks email where the law asks for a list that cannot be looked up', () => {
    const contact = { country: 'PT', mailboxKind: 'generic' } as const;
    const lia = { bounds: { countries: ['PT'] } };
    expect(codesOf(emailFacts({ contact, lia }))).toEqual(['block REGISTER_MISSING']);
  });
});
