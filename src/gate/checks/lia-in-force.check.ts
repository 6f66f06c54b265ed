// Answers for the assessment's state: approved, in date, not out-grown (P6, A22-A24; cases 32, 33).
import { dateOf, type Instant } from '../../shared/instant.js';
import type { LiaFacts } from '../facts.js';
import type { Inquiry } from '../inquiry.js';
import { reason } from '../reason.js';
import type { Reason } from '../verdict.js';

export function liaInForce({ facts: { lia }, now }: Inquiry): Reason[] {
  if (lia === null) return [reason('LIA_NOT_IN_FORCE', { slots: { state: 'there is none' } })];
  switch (lia.state) {
    case 'in_force':
      return dateReasons(lia, now);
    case 'review_due':
      return [...dateReasons(lia, now), reason('LIA_REVIEW_DUE')];
    case 'overdue':
      return [reason('LIA_OVERDUE')];
    case 'draft':
    case 'submitted':
    case 'superseded':
    case 'withdrawn':
      return [reason('LIA_NOT_IN_FORCE', { slots: { state: lia.state } })];
  }
}

/** The day of the review still counts; an assessment without one was never approved in full. */
function dateReasons({ nextReviewOn }: LiaFacts, now: Instant): Reason[] {
  if (nextReviewOn === null) return [reason('LIA_NOT_IN_FORCE', { slots: { state: 'no review date' } })];
  return nextReviewOn < dateOf(now) ? [reason('LIA_OVERDUE')] : [];
}
