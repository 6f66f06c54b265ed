// Answers for weeks of permitted hours: made from a send window or a country's calling hours, and intersected.
import { dayMs, hourMs, minuteMs } from '../../shared/instant.js';
import type { SendWindow } from '../../ports/lia-store.port.js';
import type { DayHours } from '../rule-table/country-row.js';

/** Milliseconds since local midnight, `to` not included. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** The ranges of each weekday, Monday first. */
export type Week = readonly (readonly Range[])[];

export function weekOfWindow({ days, from, to }: SendWindow): Week {
  return weekOf([{ days, ranges: [{ from, to }] }]);
}

export function weekOf(hours: readonly DayHours[]): Week {
  return Array.from({ length: 7 }, (_, index) =>
    hours.filter(({ days }) => days.includes(index + 1)).flatMap(({ ranges }) => ranges.map(rangeOf).filter(isReal)),
  );
}

export function intersectWeeks(one: Week, other: Week): Week {
  return one.map((ranges, day) => ranges.flatMap((range) => (other[day] ?? []).map(overlap(range)).filter(isReal)));
}

/** Every day from midnight to midnight: no hour is quiet, and no holiday either. */
export function isAllWeek(week: Week): boolean {
  return week.every((ranges) => ranges.some(({ from, to }) => from === 0 && to === dayMs));
}

export function isNever(week: Week): boolean {
  return week.every((ranges) => ranges.length === 0);
}

function overlap(one: Range): (other: Range) => Range {
  return (other) => ({ from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) });
}

/** A time that cannot be read makes NaN, and its range is dropped: it permits nothing. */
function isReal({ from, to }: Range): boolean {
  return from < to;
}

function rangeOf({ from, to }: DayHours['ranges'][number]): Range {
  return { from: timeOf(from), to: timeOf(to) };
}

function timeOf(text: string): number {
  const match = /^(\d\d):(\d\d)$/.exec(text);
  const time = match === null ? Number.NaN : Number(match[1]) * hourMs + Number(match[2]) * minuteMs;
  return time <= dayMs && Number(match?.[2]) < 60 ? time : Number.NaN;
}
