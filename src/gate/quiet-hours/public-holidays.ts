// Answers for the public holidays of a country, by local calendar day.
import Holidays from 'date-holidays';
import { dayMs } from '../../shared/instant.js';

interface Calendar {
  readonly source: Holidays;
  /** Days since 1970-01-01 of each year that was asked for. */
  readonly years: Map<number, ReadonlySet<number>>;
}

/** Making a calendar takes milliseconds, a look into one next to nothing; what is kept changes no answer. */
const calendars = new Map<string, Calendar>();

/**
 * @param day days since 1970-01-01 on the local calendar.
 * @param region of the country (`ENG`), for national holidays absent.
 * @returns false also where no holidays of the country are known.
 */
export function isPublicHoliday(country: string, region: string | undefined, day: number): boolean {
  return daysOf(calendarOf(country, region), yearOf(day)).has(day);
}

/** Plain arithmetic, because every decision asks it: the mean length of a year gives the year or its neighbour. */
function yearOf(day: number): number {
  const guess = 1970 + Math.floor(day / 365.2425);
  if (day < firstDayOf(guess)) return guess - 1;
  return day < firstDayOf(guess + 1) ? guess : guess + 1;
}

function firstDayOf(year: number): number {
  return Date.UTC(year, 0, 1) / dayMs;
}

function calendarOf(country: string, region: string | undefined): Calendar {
  const name = `${country}-${region ?? ''}`;
  const known = calendars.get(name);
  if (known !== undefined) return known;
  const source = region === undefined ? new Holidays(country) : new Holidays(country, region);
  const calendar = { source, years: new Map<number, ReadonlySet<number>>() };
  calendars.set(name, calendar);
  return calendar;
}

function daysOf({ source, years }: Calendar, year: number): ReadonlySet<number> {
  const known = years.get(year);
  if (known !== undefined) return known;
  // A caller may ask for any year; a handful is in use at a time.
  if (years.size > 20) years.clear();
  const days = new Set(source.getHolidays(year).filter(isPublic).flatMap(spanOf));
  years.set(year, days);
  return days;
}

type Holiday = ReturnType<Holidays['getHolidays']>[number];

function isPublic({ type }: Holiday): boolean {
  return type === 'public';
}

/** Every day that the holiday touches; a clock change may make one of 23 or 25 hours. */
function spanOf({ date, start, end }: Holiday): number[] {
  const first = Date.parse(date.slice(0, 10)) / dayMs;
  const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / dayMs));
  return Array.from({ length }, (_, index) => first + index);
}
