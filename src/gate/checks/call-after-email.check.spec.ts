// Answers for proving that nobody is called before a delivered email.
import { describe, expect, it } from '@jest/globals';
import { codesOf } from '../codes-of.builder.js';
import { dayMs, plusMs } from '../../shared/instant.js';
import { callFacts, emailFacts, workingHour } from '../facts.builder.js';
import type { Facts } from '../facts.js';

function call(callAfterEmailDays: number, deliveredAgoMs: number): Facts {
  const person = { firstDeliveredEmailAt: plusMs(workingHour, -deliveredAgoMs) };
  return callFacts({ person, lia: { bounds: { callAfterEmailDays } } });
}

describe('callAfterEmail', () => {
  it('holds a call when no email was delivered [A13]', () => {
    expect(codesOf(callFacts({ person: { firstDeliveredEmailAt: null } }))).toEqual(['hold EMAIL_FIRST']);
  });

  it('allows a call when the days are over and holds a millisecond before [A13]', () => {
    expect(codesOf(call(2, 2 * dayMs))).toEqual([]);
    expect(codesOf(call(2, 2 * dayMs - 1))).toEqual(['hold CALL_TOO_SOON']);
    expect(codesOf(call(0, 0))).toEqual([]);
  });

  it('asks no email for an email', () => {
    expect(codesOf(emailFacts())).toEqual([]);
  });
});
