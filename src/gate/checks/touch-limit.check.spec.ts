// Answers for proving the caps of the assessment.
import { describe, expect, it } from '@jest/globals';
import { codesOf } from '../codes-of.builder.js';
import { callFacts, emailFacts } from '../facts.builder.js';

describe('touchLimit', () => {
  it('allows below the cap and blocks at it [G3] [A12] [P2]', () => {
    expect(codesOf(emailFacts({ person: { usedCount: 2 } }))).toEqual([]);
    expect(codesOf(emailFacts({ person: { usedCount: 3 } }))).toEqual(['block EMAIL_LIMIT']);
    expect(codesOf(emailFacts({ person: { usedCount: 4 } }))).toEqual(['block EMAIL_LIMIT']);
  });

  it('blocks a second call after one attempt [case 5] [A13]', () => {
    expect(codesOf(callFacts({ person: { usedCount: 1 } }))).toEqual(['block CALL_LIMIT']);
  });

  it('blocks the first call when the assessment allows none', () => {
    expect(codesOf(callFacts({ lia: { bounds: { maxCalls: 0 } } }))).toEqual(['block CALL_LIMIT']);
  });
});
