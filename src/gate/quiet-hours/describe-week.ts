// Answers for saying a week of hours in words: `Mon-Fri 09:00-17:30`.
import { hourMs, minuteMs } from '../../shared/instant.js';
import type { Week } from './week.js';

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** Neighbouring days with the same hours are joined; days without hours are left out. */
export function describeWeek(week: Week): string {
  const groups: { first: number; last: number; hours: string }[] = [];
  week.forEach((ranges, day) => {
    const hours = ranges.map(({ from, to }) => `${clock(from)}-${clock(to)}`).join(' and ');
    const previous = groups.at(-1);
    if (previous?.last === day - 1 && previous.hours === hours) previous.last = day;
    else if (hours !== '') groups.push({ first: day, last: day, hours });
  });
  return groups.map(({ first, last, hours }) => `${daySpan(first, last)} ${hours}`).join(', ');
}

function daySpan(first: number, last: number): string {
  const from = dayNames[first] ?? '';
  return first === last ? from : `${from}-${dayNames[last] ?? ''}`;
}

function clock(ms: number): string {
  const hour = Math.floor(ms / hourMs);
  const minute = Math.floor((ms % hourMs) / minuteMs);
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
