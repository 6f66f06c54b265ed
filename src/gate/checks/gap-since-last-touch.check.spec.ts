// Answers for proving the days between two touches.
import { describe, expect, it } from '@jest/globals';
import { codesOf } from '../codes-of.builder.js';
import { dayMs, plusMs } from '../../shared/instant.js';
import { decide } from '../decide.js';
import { emailFacts, workingHour } from '../facts.builder.js';
import type { Facts } from '../facts.js';
import { ruleTable } from '../rule-table/rule-table.js';

const touched = (agoMs: number): Facts => emailFacts({ person: { lastTouchAt: plusMs(workingHour, -agoMs) } });

describe('gapSinceLastTouch', () => {
  it('allows when the gap is just over and holds a millisecond before [A12]', () => {
    expect(codesOf(touched(4 * dayMs))).toEqual([]);
    expect(codesOf(touched(4 * dayMs - 1))).toEqual(['hold GAP_NOT_OVER']);
  });

  it('says when the gap ends [A12]', () => {
    const [reason] = decide(touched(dayMs), ruleTable, workingHour).reasons;
    expect(reason?.until).toBe(workingHour + 3 * dayMs);
  });

  it('holds when the last touch lies in the future of this clock', () => {
    expect(codesOf(touched(-1))).toEqual(['hold GAP_NOT_OVER']);
  });

  it('asks for no gap when the assessment sets none', () => {
    const person = { lastTouchAt: workingHour };
    expect(codesOf(emailFacts({ person, lia: { bounds: { minGapDays: 0 } } }))).toEqual([]);
  });
});
