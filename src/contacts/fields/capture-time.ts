// Answers for reading the time at which a source was looked at.
import { DateTime } from 'luxon';
import type { Instant } from '../../shared/instant.js';

const shape = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?( ?(Z|[+-]\d{2}(:?\d{2})?))?)?$/i;

/** RFC 3339, or a date or `YYYY-MM-DD HH:MM:SS` as spreadsheets write them, then UTC; null where it is none. */
export function captureTime(text: string): Instant | null {
  const trimmed = text.trim();
  if (!shape.test(trimmed)) return null;
  const iso = trimmed
    .toUpperCase()
    .replace(/^(\S{10}) /, '$1T')
    .replaceAll(' ', '');
  const time = DateTime.fromISO(iso, { zone: 'utc' });
  return time.isValid ? (time.toMillis() as Instant) : null;
}
