// Answers for proving that only an approved assessment in date lets anything out.
import { describe, expect, it } from '@jest/globals';
import { codesOf } from '../codes-of.builder.js';
import type { DateOnly } from '../../shared/instant.js';
import { at, emailFacts } from '../facts.builder.js';
import type { LiaFacts } from '../facts.js';

const reviewedOn = (date: string): { lia: Partial<LiaFacts> } => ({ lia: { nextReviewOn: date as DateOnly } });

describe('liaInForce', () => {
  it.each<[LiaFacts['state'], string[]]>([
    ['in_force', []],
    ['review_due', ['hold LIA_REVIEW_DUE']],
    ['overdue', ['block LIA_OVERDUE']],
    ['draft', ['block LIA_NOT_IN_FORCE']],
    ['submitted', ['block LIA_NOT_IN_FORCE']],
    ['superseded', ['block LIA_NOT_IN_FORCE']],
    ['withdrawn', ['block LIA_NOT_IN_FORCE']],
  ])('judges an assessment that is %s [case 32] [case 33] [P4] [P6]', (state, codes) => {
    expect(codesOf(emailFacts({ lia: { state } }))).toEqual(codes);
  });

  it('blocks when there is no assessment [P4]', () => {
    expect(codesOf(emailFacts({ lia: null }))).toEqual(['block LIA_NOT_IN_FORCE']);
  });

  it('blocks when the next review was yesterday, whatever the state says [case 32] [A23]', () => {
    expect(codesOf(emailFacts(reviewedOn('2026-11-23')))).toEqual(['block LIA_OVERDUE']);
    const due = { lia: { ...reviewedOn('2026-11-23').lia, state: 'review_due' as const } };
    expect(codesOf(emailFacts(due))).toEqual(['block LIA_OVERDUE', 'hold LIA_REVIEW_DUE']);
  });

  it('allows on the day of the review and blocks on the next [A23]', () => {
    expect(codesOf(emailFacts(reviewedOn('2026-11-24')), at('2026-11-24T17:00:00Z'))).toEqual([]);
    expect(codesOf(emailFacts(reviewedOn('2026-11-24')), at('2026-11-25T09:00:00Z'))).toEqual(['block LIA_OVERDUE']);
  });

  it('blocks an assessment without a review date [A23]', () => {
    expect(codesOf(emailFacts({ lia: { nextReviewOn: null } }))).toEqual(['block LIA_NOT_IN_FORCE']);
  });
});
