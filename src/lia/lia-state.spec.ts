// Answers for the proof that an assessment is in force only while it is approved, in date and not out-grown.
import { describe, expect, it } from '@jest/globals';
import type { LiaState, LiaVersion } from '../ports/lia-store.port.js';
import type { DateOnly } from '../shared/instant.js';
import { aLia, aLiaDraft, aLiaVersion } from '../../test/support/lia.builder.js';
import { inForceVersion, liaState, openVersion, shownVersion } from './lia-state.js';

const today = '2026-11-23' as DateOnly;
const version = (state: LiaVersion['state'], changes: Partial<LiaVersion> = {}) => aLiaVersion({ state, ...changes });
const reviewOn = (date: string) => ({ nextReviewOn: date as DateOnly });
const wider = { version: 2, draft: aLiaDraft({}, { maxEmails: 9 }) };
const newDomain = { version: 2, draft: aLiaDraft({}, { sourceDomains: ['acme.example', 'new.example'] }) };
const narrower = { version: 2, draft: aLiaDraft({}, { maxEmails: 1 }) };

const rows: readonly (readonly [string, LiaState, readonly LiaVersion[]])[] = [
  ['only a draft', 'draft', [version('draft')]],
  ['a submitted version', 'submitted', [version('submitted')]],
  ['an approved version in date', 'in_force', [version('in_force')]],
  ['a review today [A23]', 'in_force', [version('in_force', reviewOn('2026-11-23'))]],
  ['a review that was due yesterday [case 32]', 'overdue', [version('in_force', reviewOn('2026-11-22'))]],
  ['an approval without a review date [A23]', 'overdue', [version('in_force', { nextReviewOn: null })]],
  ['a wider draft beside it [case 33]', 'review_due', [version('in_force'), version('draft', wider)]],
  ['a new source domain in the draft [case 33]', 'review_due', [version('in_force'), version('draft', newDomain)]],
  ['a wider submitted version [A24]', 'review_due', [version('in_force'), version('submitted', wider)]],
  ['a narrower draft beside it [A24]', 'in_force', [version('in_force'), version('draft', narrower)]],
  ['both overdue and wider', 'overdue', [version('in_force', reviewOn('2026-01-01')), version('draft', wider)]],
  ['a superseded and an approved version', 'in_force', [version('superseded'), version('in_force', wider)]],
  ['a withdrawn version', 'withdrawn', [version('superseded'), version('withdrawn', { version: 2 })]],
  ['a draft after a withdrawal', 'draft', [version('withdrawn'), version('draft', wider)]],
];

describe('liaState', () => {
  it.each(rows)('names the state when there is %s', (_, expected, versions) => {
    expect(liaState(aLia(...versions), today)).toBe(expected);
  });
});

describe('the versions of an assessment', () => {
  it('finds the version that counts, the open one and the shown one when all are there', () => {
    const lia = aLia(version('superseded'), version('in_force', { version: 2 }), version('draft', { version: 3 }));
    expect(inForceVersion(lia)?.version).toBe(2);
    expect(openVersion(lia)?.version).toBe(3);
    expect(shownVersion(lia).version).toBe(2);
  });

  it('shows the newest when none is in force', () => {
    const lia = aLia(version('withdrawn'), version('submitted', { version: 2 }));
    expect(inForceVersion(lia)).toBeNull();
    expect(shownVersion(lia).version).toBe(2);
  });
});
