// Answers for proving which local days are public holidays.
import { describe, expect, it } from '@jest/globals';
import { dayMs } from '../../shared/instant.js';
import { isPublicHoliday } from './public-holidays.js';

const day = (date: string): number => Date.parse(date) / dayMs;

describe('isPublicHoliday', () => {
  it.each([
    ['FR', '2026-07-14'],
    ['IE', '2026-03-17'],
    ['US', '2026-11-26'],
    ['AU', '2026-01-26'],
    ['AU', '2026-04-05'],
    ['RO', '2026-01-02'],
    ['GB', '2026-12-28'],
  ])('knows the holiday of %s on %s', (country, date) => {
    expect(isPublicHoliday(country, undefined, day(date))).toBe(true);
  });

  it.each([
    ['FR', '2026-07-15'],
    ['GB', '2026-03-15'],
    ['AU', '2026-04-07'],
  ])('takes %s on %s for an ordinary day', (country, date) => {
    expect(isPublicHoliday(country, undefined, day(date))).toBe(false);
  });

  it('knows the first and the last day of every year [V5]', () => {
    for (let year = 1970; year < 2100; year += 1) {
      expect(isPublicHoliday('FR', undefined, day(`${String(year)}-01-01`))).toBe(true);
      expect(isPublicHoliday('FR', undefined, day(`${String(year)}-12-31`))).toBe(false);
    }
  });

  it('knows the holidays of a region', () => {
    expect(isPublicHoliday('GB', 'ENG', day('2026-08-31'))).toBe(true);
    expect(isPublicHoliday('GB', undefined, day('2026-08-31'))).toBe(false);
  });

  it('answers the same after many other years were asked for', () => {
    for (let year = 1990; year < 2030; year += 1) isPublicHoliday('FR', undefined, day(`${String(year)}-07-14`));
    expect(isPublicHoliday('FR', undefined, day('2026-07-14'))).toBe(true);
  });

  it('knows no holidays of a country that does not exist', () => {
    expect(isPublicHoliday('XX', undefined, day('2026-12-25'))).toBe(false);
  });
});
