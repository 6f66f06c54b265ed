// Answers for the parts that many country rows share: usual hours, usual registers, who checked when.
import type { DateOnly } from '../../shared/instant.js';
import type { DayHours, RegisterRule } from './country-row.js';

export const checked = { checkedOn: '2026-11-22' as DateOnly, reviewer: null } as const;

export const weekdays = [1, 2, 3, 4, 5] as const;
const everyDay = [1, 2, 3, 4, 5, 6, 7] as const;

export function hours(days: readonly number[], ...ranges: readonly (readonly [string, string])[]): DayHours {
  return { days, ranges: ranges.map(([from, to]) => ({ from, to })) };
}

export function daily(from: string, to: string): readonly DayHours[] {
  return [hours(everyDay, [from, to])];
}

/** The product's own calling hours (rule V5), where no law of the country was found. */
export const officeHours: readonly DayHours[] = [hours(weekdays, ['09:00', '17:30'])];

/** A register whose law names no age: 28 days, as for the TPS. */
export function register(name: string, maxAgeDays = 28): RegisterRule {
  return { name, maxAgeDays, staleCode: 'REGISTER_STALE', lines: 'all' };
}

/** PECR reg 21(3): excused only while the number was listed for less than 28 days, so 28 x 24 h are stale (U6). */
export function tps(name: 'TPS' | 'CTPS'): RegisterRule {
  return { name, maxAgeDays: 28, staleCode: 'TPS_STALE', lines: 'all' };
}

/** Calls in a country for which no usable source was found. */
export function openCalls(citation: string): {
  readonly corporate: 'OPEN';
  readonly individual: 'OPEN';
  readonly registers: readonly RegisterRule[];
  readonly hours: readonly DayHours[];
  readonly citation: string;
  readonly confidence: 'L';
} {
  return { corporate: 'OPEN', individual: 'OPEN', registers: [], hours: officeHours, citation, confidence: 'L' };
}
