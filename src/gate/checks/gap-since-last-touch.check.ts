// Answers for the days between two touches of one person on one channel (A12; architecture, section 4).
import { dayMs, plusMs } from '../../shared/instant.js';
import type { Inquiry } from '../inquiry.js';
import { reason } from '../reason.js';
import type { Reason } from '../verdict.js';

export function gapSinceLastTouch({ facts: { lia, person }, now }: Inquiry): Reason[] {
  if (lia === null || person.lastTouchAt === null) return [];
  const days = lia.bounds.minGapDays;
  const until = plusMs(person.lastTouchAt, days * dayMs);
  return now >= until ? [] : [reason('GAP_NOT_OVER', { slots: { days }, until })];
}
