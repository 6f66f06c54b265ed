// Answers for proving the next open instant against a plain walk through the week.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime, IANAZone } from 'luxon';
import { dayMs, hourMs, minuteMs, toIso, type Instant } from '../../shared/instant.js';
import { at } from '../facts.builder.js';
import { firstOpen, type OpenHours } from './first-open.js';
import { weekOf } from './week.js';

const never = (): boolean => false;

function hoursIn(zone: string, days: number[], ...ranges: [string, string][]): OpenHours {
  const week = weekOf([{ days, ranges: ranges.map(([from, to]) => ({ from, to })) }]);
  return { zone: IANAZone.create(zone), week, isClosedOn: never };
}

/** Reads the wall clock with luxon; shares nothing with the code under test but the week. */
function isOpenAt(instant: number, { zone, week, isClosedOn }: OpenHours): boolean {
  const local = DateTime.fromMillis(instant, { zone });
  const ms = local.hour * hourMs + local.minute * minuteMs + local.second * 1000 + local.millisecond;
  const day = Date.UTC(local.year, local.month - 1, local.day) / dayMs;
  const ranges = week[local.weekday - 1] ?? [];
  return !isClosedOn(day) && ranges.some(({ from, to }) => ms >= from && ms < to);
}

/** The windows of this test begin and end, and clocks change, on half hours only. */
const stepMs = 30 * minuteMs;

function walk(start: Instant, hours: OpenHours): number | null {
  if (isOpenAt(start, hours)) return start;
  let time = Math.ceil(start / stepMs) * stepMs;
  const end = start + 9 * dayMs;
  while (time < end && !isOpenAt(time, hours)) time += stepMs;
  return time < end ? time : null;
}

const zones = ['Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Beirut', 'America/St_Johns', 'UTC'];
/** Weeks in which one of the zones changes its clocks, and one without a change. */
const weeks = ['2026-03-05', '2026-03-26', '2026-04-02', '2026-10-01', '2026-10-22', '2026-10-29', '2026-07-07'];

const clock = fc
  .integer({ min: 0, max: 48 })
  .map((half) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`);

describe('firstOpen', () => {
  it('equals a plain walk through the week in every zone, over clock changes and closed days [case 29]', () => {
    fc.assert(
      fc.property(
        fc.record({
          zone: fc.constantFrom(...zones),
          week: fc.constantFrom(...weeks),
          afterMinutes: fc.integer({ min: 0, max: 6 * 24 * 60 }),
          days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 2 }),
          ranges: fc.array(fc.tuple(clock, clock), { minLength: 1, maxLength: 3 }),
          closed: fc.integer({ min: 0, max: 7 }),
        }),
        ({ zone, week, afterMinutes, days, ranges, closed }) => {
          const start = (at(`${week}T00:00:30Z`) + afterMinutes * minuteMs) as Instant;
          const closedDay = Math.floor(start / dayMs) + closed;
          const hours = { ...hoursIn(zone, days, ...ranges), isClosedOn: (day: number) => day === closedDay };
          const expected = walk(start, hours);
          const found = firstOpen(start, hours);
          if (expected === null) expect(found === null || found > start + 8 * dayMs).toBe(true);
          else expect(found).toBe(expected);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('opens right after the hour that the clocks skip when the window starts inside it', () => {
    // 29 March 2026: London goes from 01:00 to 02:00.
    const found = firstOpen(at('2026-03-29T00:10:00Z'), hoursIn('Europe/London', [7], ['01:30', '05:00']));
    expect(toIso(found ?? (0 as Instant))).toBe('2026-03-29T01:00:00.000Z');
  });

  it('opens again in the hour that the clocks repeat', () => {
    // 1 November 2026: New York has 01:00-02:00 twice.
    const found = firstOpen(at('2026-11-01T05:45:00Z'), hoursIn('America/New_York', [7], ['01:00', '01:30']));
    expect(toIso(found ?? (0 as Instant))).toBe('2026-11-01T06:00:00.000Z');
  });

  it('gives the time itself when it is open', () => {
    const now = at('2026-11-24T10:00:00Z');
    expect(firstOpen(now, hoursIn('Europe/London', [2], ['09:00', '17:30']))).toBe(now);
  });

  it('gives null when nothing opens', () => {
    const now = at('2026-11-24T10:00:00Z');
    expect(firstOpen(now, hoursIn('Europe/London', []))).toBeNull();
    const closed = { ...hoursIn('Europe/London', [2], ['09:00', '10:00']), isClosedOn: () => true };
    expect(firstOpen(now, closed)).toBeNull();
  });

  it('knows the weekday before 1970', () => {
    const found = firstOpen(at('1969-12-30T12:00:00Z'), hoursIn('UTC', [4], ['09:00', '10:00']));
    expect(toIso(found ?? (0 as Instant))).toBe('1970-01-01T09:00:00.000Z');
  });
});
