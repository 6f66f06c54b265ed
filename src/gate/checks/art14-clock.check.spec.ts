// Answers for proving that nobody is first written to after the month of Article 14.
import { describe, expect, it } from '@jest/globals';
import { codesOf } from '../codes-of.builder.js';
import { at, emailFacts } from '../facts.builder.js';
import type { Facts } from '../facts.js';

const allWeek = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' };

function obtained(time: string, delivered: string | null = null): Facts {
  const person = { firstDeliveredEmailAt: delivered === null ? null : at(delivered) };
  return emailFacts({ contact: { obtainedAt: at(time) }, lia: { bounds: { sendWindow: allWeek } }, person });
}

describe('art14Clock', () => {
  it('allows within the month and blocks from its end on [T3] [G5] [case 17]', () => {
    expect(codesOf(obtained('2026-10-24T10:00:00Z'), at('2026-11-24T09:59:59.999Z'))).toEqual([]);
    expect(codesOf(obtained('2026-10-24T10:00:00Z'), at('2026-11-24T10:00:00Z'))).toEqual(['block ART14_OVERDUE']);
  });

  it('ends on the last day of a shorter month [T3]', () => {
    expect(codesOf(obtained('2026-01-31T10:00:00Z'), at('2026-02-28T09:00:00Z'))).toEqual([]);
    expect(codesOf(obtained('2026-01-31T10:00:00Z'), at('2026-02-28T10:00:00Z'))).toEqual(['block ART14_OVERDUE']);
    expect(codesOf(obtained('2024-01-31T10:00:00Z'), at('2024-02-29T09:00:00Z'))).toEqual([]);
  });

  it('allows later once the notice was delivered [T3]', () => {
    const facts = obtained('2026-01-10T10:00:00Z', '2026-01-12T10:00:00Z');
    expect(codesOf(facts, at('2026-11-24T10:00:00Z'))).toEqual([]);
  });
});
