// Answers for proving that only a stored contact in a usable state is touched.
import { describe, expect, it } from '@jest/globals';
import { codesOf } from '../codes-of.builder.js';
import { callFacts, emailFacts } from '../facts.builder.js';
import type { ContactFacts } from '../facts.js';

describe('contactUsable', () => {
  it('holds and asks nothing else of the contact when the address is not known', () => {
    expect(codesOf(emailFacts({ contact: null }))).toEqual(['hold CONTACT_UNKNOWN']);
    expect(codesOf(callFacts({ contact: null }))).toEqual(['hold CONTACT_UNKNOWN']);
  });

  it.each<[ContactFacts['state'], string[]]>([
    ['contactable', []],
    ['quarantined', ['hold CONTACT_QUARANTINED']],
    ['restricted', ['block CONTACT_RESTRICTED']],
    ['erased', ['block CONTACT_ERASED']],
  ])('judges a contact that is %s [case 19] [P3]', (state, codes) => {
    expect(codesOf(emailFacts({ contact: { state } }))).toEqual(codes);
  });

  it('holds when there is no address on the channel', () => {
    expect(codesOf(emailFacts({ contact: { hasEmail: false } }))).toEqual(['hold ADDRESS_MISSING']);
    const withoutPhone = { hasPhone: false, phoneCountry: null };
    expect(codesOf(callFacts({ contact: withoutPhone }))).toEqual(['hold ADDRESS_MISSING']);
  });
});
