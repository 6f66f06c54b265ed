// Answers for points in time: milliseconds since 1970 inside, RFC 3339 UTC at the edges.
import type { Brand } from './ids.js';

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = Brand<number, 'Instant'>;
/** A calendar date, `YYYY-MM-DD`. */
export type DateOnly = Brand<string, 'DateOnly'>;

export const secondMs = 1_000;
export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;

export function toIso(instant: Instant): string {
  return new Date(instant).toISOString();
}

/** Parses an RFC 3339 time; null where it is none. */
export function parseInstant(text: string): Instant | null {
  const value = Date.parse(text);
  return Number.isNaN(value) ? null : (value as Instant);
}

export function plusMs(instant: Instant, spanMs: number): Instant {
  return (instant + spanMs) as Instant;
}

/** The UTC calendar date of an instant. */
export function dateOf(instant: Instant): DateOnly {
  return toIso(instant).slice(0, 10) as DateOnly;
}
