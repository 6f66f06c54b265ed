// Answers for finding an IANA time zone by its name.
import { IANAZone } from 'luxon';

/** Null where there is no such zone. Luxon keeps the zones it has made, so a second look costs nothing. */
export function zoneOf(name: string): IANAZone | null {
  const zone = IANAZone.create(name);
  return zone.isValid ? zone : null;
}
