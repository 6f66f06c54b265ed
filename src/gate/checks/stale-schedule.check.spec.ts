// Answers for proving that late touches wait for a person.
import { describe, expect, it } from '@jest/globals';
import { codesOf } from '../codes-of.builder.js';
import { dayMs, plusMs } from '../../shared/instant.js';
import { emailFacts, workingHour } from '../facts.builder.js';
import type { Facts } from '../facts.js';

const due = (lateMs: number): Facts =>
  emailFacts({ schedule: { dueAt: plusMs(workingHour, -lateMs), staleAfterMs: dayMs } });

describe('staleSchedule', () => {
  it('allows a touch that is exactly 24 hours late and holds a millisecond later', () => {
    expect(codesOf(due(dayMs))).toEqual([]);
    expect(codesOf(due(dayMs + 1))).toEqual(['hold STALE_SCHEDULE']);
  });

  it('asks nothing of a dry run', () => {
    expect(codesOf(emailFacts({ schedule: null }))).toEqual([]);
  });
});
