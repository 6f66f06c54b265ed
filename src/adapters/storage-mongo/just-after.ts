// Answers for ranges up to and with an instant, said by what lies outside.
import type { Instant } from '../../shared/instant.js';

/** Instants are whole milliseconds. `$lt` it instead of `$lte` the instant: not every server reads that right inside a compound index. */
export function justAfter(instant: Instant): Instant {
  return (instant + 1) as Instant;
}
