// Answers for proving that an unknown country is forbidden.
import { describe, expect, it } from '@jest/globals';
import { codesOf } from '../codes-of.builder.js';
import { callFacts, emailFacts } from '../facts.builder.js';

describe('countryKnown', () => {
  it('blocks when the country is not known [case 26] [G1]', () => {
    expect(codesOf(emailFacts({ contact: { country: null } }))).toEqual(['block COUNTRY_UNKNOWN']);
  });

  it.each(['JP', 'XX', '', 'UK', 'constructor'])('blocks when there is no row for %j [case 26]', (country) => {
    expect(codesOf(emailFacts({ contact: { country } }))).toContain('block COUNTRY_UNKNOWN');
  });

  it('blocks a call when the country of the number is not known or has no row [case 26]', () => {
    expect(codesOf(callFacts({ contact: { phoneCountry: null } }))).toEqual(['block COUNTRY_UNKNOWN']);
    expect(codesOf(callFacts({ contact: { phoneCountry: 'JP' } }))).toEqual(['block COUNTRY_UNKNOWN']);
  });

  it('does not ask an email for the country of a phone number', () => {
    expect(codesOf(emailFacts({ contact: { hasPhone: true, phoneCountry: 'JP' } }))).toEqual([]);
  });

  it('lets the strictest of seat and prefix decide a call [G1]', () => {
    const lia = { bounds: { countries: ['GB', 'AT'] } };
    expect(codesOf(callFacts({ contact: { phoneCountry: 'AT' }, lia }))).toEqual(['block CONSENT_REQUIRED']);
  });
});
