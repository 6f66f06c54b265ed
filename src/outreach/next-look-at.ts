// Answers for when a held touch is looked at again.
import type { Reason } from '../gate/verdict.js';
import { hourMs, plusMs, secondMs, type Instant } from '../shared/instant.js';

const recheckMs = hourMs;

/**
 * The end of the longest wait; reasons that only somebody's action ends are looked at hourly.
 * @returns null where the touch waits for a person to release it (field: schedules that went stale).
 */
export function nextLookAt(reasons: readonly Reason[], now: Instant): Instant | null {
  if (reasons.some((reason) => reason.code === 'STALE_SCHEDULE')) return null;
  const waits = reasons.map((reason) => reason.until ?? now + recheckMs);
  // Never now: a reason whose end has just passed must not make the touch spin.
  return Math.max(plusMs(now, secondMs), ...waits) as Instant;
}
