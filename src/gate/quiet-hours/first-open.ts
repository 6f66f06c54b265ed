// Answers for the first instant at which a week of hours is open in a time zone, right over clock changes and holidays.
import type { IANAZone } from 'luxon';
import { dayMs, minuteMs, type Instant } from '../../shared/instant.js';
import { isNever, type Week } from './week.js';

export interface OpenHours {
  readonly zone: IANAZone;
  readonly week: Week;
  /** @param day days since 1970-01-01 on the local calendar. */
  readonly isClosedOn: (day: number) => boolean;
}

/** A stretch of time in which the clocks of the zone are not changed. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly offset: number;
}

const stretchMs = 4 * dayMs;
const horizonMs = 400 * dayMs;

/** @returns `at` itself where it is open; null where nothing opens within 400 days. */
export function firstOpen(at: Instant, hours: OpenHours): Instant | null {
  if (isNever(hours.week)) return null;
  let start: number = at;
  while (start < at + horizonMs) {
    const stretch = stretchFrom(start, hours.zone);
    const local = firstOpenLocal(stretch, hours);
    if (local !== null) return (local - stretch.offset) as Instant;
    start = stretch.end;
  }
  return null;
}

/** Milliseconds as if the local clock showed UTC: between two changes of the clocks local time is plain arithmetic. */
export function localMs(at: number, zone: IANAZone): number {
  return at + zone.offset(at) * minuteMs;
}

/** The ranges of the weekday of this local day. 1970-01-01 was a Thursday. */
export function rangesOn(day: number, week: Week): Week[number] {
  return week[(((day + 3) % 7) + 7) % 7] ?? [];
}

function firstOpenLocal({ start, end, offset }: Stretch, { week, isClosedOn }: OpenHours): number | null {
  const [from, to] = [start + offset, end + offset];
  for (let day = Math.floor(from / dayMs); day * dayMs < to; day += 1) {
    const ranges = rangesOn(day, week);
    if (ranges.length === 0 || isClosedOn(day)) continue;
    const opens = ranges
      .filter((range) => from < day * dayMs + range.to)
      .map((range) => Math.max(from, day * dayMs + range.from));
    const first = Math.min(...opens);
    if (first < to) return first;
  }
  return null;
}

function stretchFrom(start: number, zone: IANAZone): Stretch {
  const offset = zone.offset(start) * minuteMs;
  const isSame = (at: number): boolean => zone.offset(at) * minuteMs === offset;
  const end = start + stretchMs;
  return { start, offset, end: isSame(end) ? end : changeBetween(start, end, isSame) };
}

/** The first instant with another offset; zones change at most once in a few days. */
function changeBetween(start: number, end: number, isSame: (at: number) => boolean): number {
  let [before, after] = [start, end];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (isSame(middle)) before = middle;
    else after = middle;
  }
  return after;
}
