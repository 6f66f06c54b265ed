// Answers for the rule table that is in use, and for the policy version that names table and checks together.
import { canonicalJson, sha256Hex } from '../../shared/canonical-json.js';
import type { Json } from '../../shared/json.js';
import { checksVersion } from '../checks-version.js';
import { benelux } from './benelux.js';
import { britishIslesAndFrance } from './british-isles-and-france.js';
import { centralEurope } from './central-europe.js';
import type { CountryRow, CountryRows } from './country-row.js';
import { easternEurope } from './eastern-europe.js';
import { germanSpeaking } from './german-speaking.js';
import { nordic } from './nordic.js';
import { overseas } from './overseas.js';
import { southernEurope } from './southern-europe.js';

export interface RuleTable {
  readonly rows: CountryRows;
  /** `sha256:<hex>` over the checks' version and the rows. */
  readonly policyVersion: string;
}

export function makeRuleTable(rows: CountryRows): RuleTable {
  // A row is data all through, which its interface cannot say.
  const policy = { checksVersion, rows: rows as unknown as Json };
  return { rows, policyVersion: `sha256:${sha256Hex(canonicalJson(policy))}` };
}

/** Null where the table has no row for this code. */
export function rowOf(table: RuleTable, country: string): CountryRow | null {
  return Object.hasOwn(table.rows, country) ? (table.rows[country] ?? null) : null;
}

export const ruleTable: RuleTable = makeRuleTable({
  ...britishIslesAndFrance,
  ...germanSpeaking,
  ...benelux,
  ...nordic,
  ...southernEurope,
  ...centralEurope,
  ...easternEurope,
  ...overseas,
});

export const policyVersion: string = ruleTable.policyVersion;
