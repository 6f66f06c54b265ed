// Answers for touches found again long after they were due: they wait for a person instead of flooding people.
import { hourMs } from '../../shared/instant.js';
import type { Inquiry } from '../inquiry.js';
import { reason } from '../reason.js';
import type { Reason } from '../verdict.js';

export function staleSchedule({ facts: { schedule }, now }: Inquiry): Reason[] {
  if (schedule === null || now - schedule.dueAt <= schedule.staleAfterMs) return [];
  return [reason('STALE_SCHEDULE', { slots: { hours: Math.round(schedule.staleAfterMs / hourMs) } })];
}
