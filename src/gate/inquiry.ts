// Answers for what every check is given: the facts, the time, and the country rows the question is judged by.
import type { Instant } from '../shared/instant.js';
import type { Facts } from './facts.js';
import type { CountryRow } from './rule-table/country-row.js';
import { rowOf, type RuleTable } from './rule-table/rule-table.js';
import type { Reason } from './verdict.js';

export interface JudgedCountry {
  /** ISO 3166-1 alpha-2. */
  readonly code: string;
  readonly row: CountryRow;
}

export interface Inquiry {
  readonly facts: Facts;
  readonly now: Instant;
  /** Every country whose law counts: the organisation's seat, and for a call the number's prefix. All must agree. */
  readonly countries: readonly JudgedCountry[];
  /** Those of them that have no row. */
  readonly countriesWithoutRow: readonly string[];
}

/** Looks at one question and names every reason against the touch; none where there is none. Pure. */
export type Check = (inquiry: Inquiry) => readonly Reason[];

export function makeInquiry(facts: Facts, table: RuleTable, now: Instant): Inquiry {
  const countries: JudgedCountry[] = [];
  const countriesWithoutRow: string[] = [];
  for (const code of countryCodes(facts)) {
    const row = rowOf(table, code);
    if (row === null) countriesWithoutRow.push(code);
    else countries.push({ code, row });
  }
  return { facts, now, countries, countriesWithoutRow };
}

function countryCodes({ channel, contact }: Facts): ReadonlySet<string> {
  if (contact === null) return new Set();
  const codes = channel === 'call' ? [contact.country, contact.phoneCountry] : [contact.country];
  return new Set(codes.filter((code) => code !== null));
}
