// Answers for proving that a company must be shown by its number where the rule hangs on it.
import { describe, expect, it } from '@jest/globals';
import { codesOf } from '../codes-of.builder.js';
import { callFacts, emailFacts } from '../facts.builder.js';

const unknown = { subscriberType: 'unknown', hasCompanyNumber: false } as const;

describe('subscriberType', () => {
  it('allows a company with its number [case 21]', () => {
    expect(codesOf(emailFacts())).toEqual([]);
  });

  it('treats an unknown subscriber as an individual and says what would help [case 22] [U3]', () => {
    expect(codesOf(emailFacts({ contact: unknown }))).toEqual(['block CONSENT_REQUIRED', 'hold SUBSCRIBER_UNPROVEN']);
  });

  it('treats a company without a number as unknown [case 22] [G16]', () => {
    const contact = { hasCompanyNumber: false };
    expect(codesOf(emailFacts({ contact }))).toEqual(['block CONSENT_REQUIRED', 'hold SUBSCRIBER_UNPROVEN']);
  });

  it('asks nothing where the rule does not hang on it', () => {
    expect(codesOf(callFacts({ contact: unknown }))).toEqual([]);
    const lia = { bounds: { countries: ['IE'] } };
    expect(codesOf(emailFacts({ contact: { ...unknown, country: 'IE' }, lia }))).toEqual([]);
  });

  it('does not suggest a number to an individual', () => {
    const contact = { subscriberType: 'individual', hasCompanyNumber: true } as const;
    expect(codesOf(emailFacts({ contact }))).toEqual(['block CONSENT_REQUIRED']);
  });
});
