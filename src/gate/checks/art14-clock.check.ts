// Answers for the month in which a person must be told: at first contact, at the latest a month after obtaining (T3, G5).
import { DateTime } from 'luxon';
import { dayMs, type Instant } from '../../shared/instant.js';
import type { Inquiry } from '../inquiry.js';
import { reason } from '../reason.js';
import type { Reason } from '../verdict.js';

/** No month is shorter; younger data, nearly all that is asked about, needs no calendar. */
const shortestMonthMs = 28 * dayMs;

export function art14Clock({ facts: { contact, person }, now }: Inquiry): Reason[] {
  if (contact === null || person.firstDeliveredEmailAt !== null) return [];
  if (now < contact.obtainedAt + shortestMonthMs || now < monthAfter(contact.obtainedAt)) return [];
  return [reason('ART14_OVERDUE')];
}

/** A calendar month later: the same day, or the last one of a shorter month. */
function monthAfter(obtainedAt: Instant): number {
  return DateTime.fromMillis(obtainedAt, { zone: 'utc' }).plus({ months: 1 }).toMillis();
}
