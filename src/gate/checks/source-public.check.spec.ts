// Answers for proving that every personal field has a public source.
import { describe, expect, it } from '@jest/globals';
import { codesOf } from '../codes-of.builder.js';
import { callFacts, emailFacts, sourceFacts } from '../facts.builder.js';
import type { Facts, SourceFacts } from '../facts.js';

const from = (...sources: SourceFacts[]): Facts => emailFacts({ contact: { sources } });

describe('sourcePublic', () => {
  it('allows when a public source shows every field [P5]', () => {
    expect(codesOf(emailFacts())).toEqual([]);
  });

  it.each(['restricted', 'login_only'] as const)('blocks a source that is %s [case 20] [G6]', (visibility) => {
    expect(codesOf(from(sourceFacts({ visibility })))).toEqual(['block SOURCE_NOT_PUBLIC']);
  });

  it('blocks a field that only a hidden source shows [case 20] [A10]', () => {
    const profile = sourceFacts({ visibility: 'restricted', fields: ['jobTitle'] });
    const page = sourceFacts({ fields: ['email', 'givenName', 'familyName'] });
    expect(codesOf(from(profile, page))).toEqual(['block SOURCE_NOT_PUBLIC']);
    expect(codesOf(from(profile, page, sourceFacts({ fields: ['jobTitle'] })))).toEqual([]);
  });

  it('holds when no source shows a field [case 19] [P3]', () => {
    expect(codesOf(from())).toEqual(['hold SOURCE_MISSING']);
    expect(codesOf(from(sourceFacts({ fields: ['email'] })))).toEqual(['hold SOURCE_MISSING']);
  });

  it('asks for the source of the address even when the stored fields do not name it [P3]', () => {
    const contact = { storedFields: [], sources: [sourceFacts({ fields: ['email'] })] };
    expect(codesOf(emailFacts({ contact }))).toEqual([]);
    expect(codesOf(callFacts({ contact }))).toEqual(['hold SOURCE_MISSING']);
  });

  it('blocks when any source refuses advertising', () => {
    expect(codesOf(from(sourceFacts(), sourceFacts({ noSolicitation: true })))).toEqual(['block NO_SOLICITATION']);
  });

  it('allows where nobody recorded a refusal and the country does not ask for its absence', () => {
    expect(codesOf(from(sourceFacts({ noSolicitation: null })))).toEqual([]);
  });
});
