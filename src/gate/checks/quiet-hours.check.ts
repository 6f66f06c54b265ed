// Answers for the time of day in the place of the person, public holidays included (V5, rules.md 3.3; case 29).
import { dayMs } from '../../shared/instant.js';
import type { LiaFacts } from '../facts.js';
import type { Inquiry, JudgedCountry } from '../inquiry.js';
import { describeWeek } from '../quiet-hours/describe-week.js';
import { firstOpen, localMs, rangesOn } from '../quiet-hours/first-open.js';
import { isPublicHoliday } from '../quiet-hours/public-holidays.js';
import { intersectWeeks, isAllWeek, isNever, weekOf, weekOfWindow, type Week } from '../quiet-hours/week.js';
import { zoneOf } from '../quiet-hours/zone-of.js';
import { reason } from '../reason.js';
import type { CountryRow } from '../rule-table/country-row.js';
import type { Reason } from '../verdict.js';

type Zone = NonNullable<ReturnType<typeof zoneOf>>;

export function quietHours(inquiry: Inquiry): Reason[] {
  const { contact, lia } = inquiry.facts;
  if (contact === null || lia === null) return [];
  const zone = contact.timeZone === null ? null : zoneOf(contact.timeZone);
  return zone === null ? [reason('TIME_ZONE_UNKNOWN')] : reasonsIn(zone, lia, inquiry);
}

function reasonsIn(zone: Zone, lia: LiaFacts, { facts, now, countries }: Inquiry): Reason[] {
  const isCall = facts.channel === 'call';
  const window = weekOfWindow(lia.bounds.sendWindow);
  const week = isCall ? callingWeek(window, countries) : window;
  // An assessment that lets email out at any hour of the week does so on holidays too; calls never.
  const calendars = !isCall && isAllWeek(window) ? [] : countries;
  const holidayOn = (day: number): JudgedCountry | undefined => calendars.find((country) => isHoliday(country, day));
  const local = localMs(now, zone);
  const today = Math.floor(local / dayMs);
  const holiday = holidayOn(today);
  const isOpen = rangesOn(today, week).some(({ from, to }) => isBetween(local - today * dayMs, from, to));
  if (isOpen && holiday === undefined) return [];
  const until = firstOpen(now, { zone, week, isClosedOn: (day) => holidayOn(day) !== undefined });
  const reasons = isOpen ? [] : [reason('QUIET_HOURS', { ...quietDetails(week, zone, isCall), until })];
  if (holiday !== undefined) reasons.push(reason('PUBLIC_HOLIDAY', { slots: { country: holiday.row.name }, until }));
  return reasons;
}

/** What every judged country permits of the window; the country's own hours are the outer limit. */
function callingWeek(window: Week, countries: readonly JudgedCountry[]): Week {
  return countries.reduce((week, { row }) => intersectWeeks(week, callingHoursOf(row)), window);
}

/** The rows never change, and reading their hours costs more than the rest of the check. */
const callingHours = new WeakMap<CountryRow, Week>();

function callingHoursOf(row: CountryRow): Week {
  const known = callingHours.get(row);
  if (known !== undefined) return known;
  const week = weekOf(row.call.hours);
  callingHours.set(row, week);
  return week;
}

function quietDetails(week: Week, zone: Zone, isCall: boolean): Parameters<typeof reason>[1] {
  const window = isNever(week) ? 'all permitted hours: the send window leaves none' : describeWeek(week);
  const citation = isCall ? 'Assessment: send window; calling hours of the country' : 'Assessment: send window';
  const fix = isNever(week) ? { fix: 'Widen the send window of the assessment' } : {};
  return { slots: { window, zone: zone.name }, citation, ...fix };
}

function isHoliday({ code, row }: JudgedCountry, day: number): boolean {
  return isPublicHoliday(code, row.holidayRegion, day);
}

function isBetween(value: number, from: number, to: number): boolean {
  return value >= from && value < to;
}
