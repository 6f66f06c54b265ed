// Answers for which version of an assessment counts, and in which state the assessment is on a day.
import type { Lia, LiaState, LiaVersion } from '../ports/lia-store.port.js';
import type { DateOnly } from '../shared/instant.js';
import { widenedBounds } from './widened-bounds.js';

/** The approved version; null where none stands. Whether it is overdue or out-grown is for `liaState` to say. */
export function inForceVersion(lia: Lia): LiaVersion | null {
  return lia.versions.find((version) => version.state === 'in_force') ?? null;
}

/** The version that is being written or waits for approval; null where there is none. */
export function openVersion(lia: Lia): LiaVersion | null {
  return lia.versions.find((version) => version.state === 'draft' || version.state === 'submitted') ?? null;
}

/** The version that stands for the assessment: the one in force, else the newest. */
export function shownVersion(lia: Lia): LiaVersion {
  const shown = inForceVersion(lia) ?? lia.versions.at(-1);
  if (shown === undefined) throw new TypeError('an assessment has at least one version');
  return shown;
}

/**
 * State on a UTC date. `overdue` from the day after `nextReviewOn` (A23); `review_due` while an open version goes beyond
 * the one in force (A24): the facts have moved on and nobody has approved that yet. Overdue weighs more.
 */
export function liaState(lia: Lia, today: DateOnly): LiaState {
  const inForce = inForceVersion(lia);
  if (inForce === null) return shownVersion(lia).state;
  if (inForce.nextReviewOn === null || inForce.nextReviewOn < today) return 'overdue';
  const open = openVersion(lia);
  return open !== null && widenedBounds(inForce.draft, open.draft).length > 0 ? 'review_due' : 'in_force';
}
