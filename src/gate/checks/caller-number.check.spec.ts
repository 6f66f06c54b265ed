// Answers for proving that a call shows a declared number of a permitted kind.
import { describe, expect, it } from '@jest/globals';
import { codesOf } from '../codes-of.builder.js';
import { callFacts, workingHour } from '../facts.builder.js';
import type { CallFacts, Facts } from '../facts.js';

describe('callerNumber', () => {
  it('allows a number that the assessment names', () => {
    expect(codesOf(callFacts())).toEqual([]);
  });

  it('blocks when the number is withheld or empty [case 28] [U5]', () => {
    expect(codesOf(callFacts({ call: { callerNumber: null } }))).toEqual(['block CALLER_NUMBER_WITHHELD']);
    expect(codesOf(callFacts({ call: { callerNumber: '' } }))).toEqual(['block CALLER_NUMBER_WITHHELD']);
  });

  it('blocks when nothing about the call is known [case 28]', () => {
    expect(codesOf(callFacts({ call: null }))).toContain('block CALLER_NUMBER_WITHHELD');
  });

  it('blocks a number that the assessment does not name [V2]', () => {
    expect(codesOf(callFacts({ call: { callerNumber: '+442071838751' } }))).toEqual(['block CALLER_NUMBER_UNDECLARED']);
    expect(codesOf(callFacts({ lia: { callerNumbers: [] } }))).toEqual(['block CALLER_NUMBER_UNDECLARED']);
  });

  function spanish(callerLineType: CallFacts['callerLineType']): Facts {
    const screenings = [{ register: 'LISTA_ROBINSON', result: 'clear', screenedAt: workingHour }] as const;
    const contact = { country: 'ES', phoneCountry: 'ES' };
    return callFacts({ contact, lia: { bounds: { countries: ['ES'] } }, call: { callerLineType, screenings } });
  }

  it.each(['mobile', 'fixed_or_mobile', null] as const)('blocks a caller of kind %s to Spain [case 28]', (kind) => {
    expect(codesOf(spanish(kind))).toEqual(['block CALLER_NUMBER_MOBILE', 'hold BASIS_UNRECORDED']);
  });

  it.each(['fixed', 'other'] as const)('has nothing against a caller of kind %s to Spain [case 28]', (kind) => {
    expect(codesOf(spanish(kind))).toEqual(['hold BASIS_UNRECORDED']);
  });

  it('lets a mobile call other countries', () => {
    expect(codesOf(callFacts({ call: { callerLineType: 'mobile' } }))).toEqual([]);
  });
});
