// Answers for the month in which a person must be told: at first contact, at the latest a month after obtaining (T3, G5).
import { DateTime } from 'luxon';
import type { Inquiry } from '../inquiry.js';
import { reason } from '../reason.js';
import type { Reason } from '../verdict.js';

export function art14Clock({ facts: { contact, person }, now }: Inquiry): Reason[] {
  if (contact === null || person.firstDeliveredEmailAt !== null) return [];
  // A calendar month, to the same day or the last one of the month.
  const deadline = DateTime.fromMillis(contact.obtainedAt, { zone: 'utc' }).plus({ months: 1 }).toMillis();
  return now < deadline ? [] : [reason('ART14_OVERDUE')];
}
