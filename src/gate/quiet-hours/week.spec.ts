// Answers for proving how weeks of hours are read, joined and said.
import { describe, expect, it } from '@jest/globals';
import { describeWeek } from './describe-week.js';
import { intersectWeeks, isAllWeek, isNever, weekOf, weekOfWindow } from './week.js';

const office = weekOfWindow({ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:30' });

describe('week', () => {
  it('says neighbouring days with the same hours as one span', () => {
    expect(describeWeek(office)).toBe('Mon-Fri 09:00-17:30');
    const gaps = weekOfWindow({ days: [1, 3, 4, 7], from: '00:00', to: '24:00' });
    expect(describeWeek(gaps)).toBe('Mon 00:00-24:00, Wed-Thu 00:00-24:00, Sun 00:00-24:00');
  });

  it('keeps what both weeks permit', () => {
    const french = weekOf([
      {
        days: [1, 2],
        ranges: [
          { from: '10:00', to: '13:00' },
          { from: '14:00', to: '20:00' },
        ],
      },
    ]);
    expect(describeWeek(intersectWeeks(office, french))).toBe('Mon-Tue 10:00-13:00 and 14:00-17:30');
    expect(intersectWeeks(french, office)).toEqual(intersectWeeks(office, french));
  });

  it('tells all week from all day on some days', () => {
    expect(isAllWeek(weekOfWindow({ days: [7, 6, 5, 4, 3, 2, 1], from: '00:00', to: '24:00' }))).toBe(true);
    expect(isAllWeek(weekOfWindow({ days: [1, 2, 3, 4, 5, 6], from: '00:00', to: '24:00' }))).toBe(false);
    expect(isAllWeek(weekOfWindow({ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:59' }))).toBe(false);
  });

  it.each([
    ['9:00', '17:00'],
    ['09:60', '17:00'],
    ['09:00', '24:30'],
    ['', ''],
    ['09:00', '09:00'],
  ])('permits nothing from %j to %j', (from, to) => {
    expect(isNever(weekOfWindow({ days: [1], from, to }))).toBe(true);
  });
});
