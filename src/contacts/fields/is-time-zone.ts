// Answers for whether a text names an IANA time zone.
import { IANAZone } from 'luxon';

// Asking the runtime costs a formatter of 30 kB outside the heap each time; there are only some 600 zones.
const known = new Set<string>();

export function isTimeZone(text: string): boolean {
  const key = text.toLowerCase();
  if (known.has(key)) return true;
  const isZone = /^[a-z]/.test(key) && IANAZone.isValidZone(text);
  if (isZone) known.add(key);
  return isZone;
}
