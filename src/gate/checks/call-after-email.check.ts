// Answers for the email that comes before a call: without a delivered notice nobody is called (A13).
import { dayMs, plusMs } from '../../shared/instant.js';
import type { Inquiry } from '../inquiry.js';
import { reason } from '../reason.js';
import type { Reason } from '../verdict.js';

export function callAfterEmail({ facts: { channel, contact, lia, person }, now }: Inquiry): Reason[] {
  if (channel !== 'call' || contact === null) return [];
  if (person.firstDeliveredEmailAt === null) return [reason('EMAIL_FIRST')];
  const days = lia?.bounds.callAfterEmailDays ?? 0;
  const until = plusMs(person.firstDeliveredEmailAt, days * dayMs);
  return now >= until ? [] : [reason('CALL_TOO_SOON', { slots: { days }, until })];
}
