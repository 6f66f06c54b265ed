// Answers for how long a touch waits before it is tried again, and when it is not (R23; RFC 5321, 4.5.4.1).
import { hourMs, secondMs } from '../shared/instant.js';

/** Tries that ended without transmission, after which a touch is final; about five hours with the default first wait. */
export const maxTries = 12;

const maxDelayMs = hourMs;

/**
 * @param tryCount tries that ended so before this one.
 * @returns milliseconds: the first wait doubled up to an hour for `deferred`; `not_started`, which says nothing about
 * the message, gets one quick try before.
 */
export function retryDelayMs(kind: 'deferred' | 'not_started', tryCount: number, firstSeconds: number): number {
  const doublings = kind === 'deferred' ? tryCount : tryCount - 1;
  if (doublings < 0) return secondMs;
  return Math.min(firstSeconds * secondMs * 2 ** doublings, maxDelayMs);
}
