// Answers for reading a country: ISO 3166-1 alpha-2, or the English name that a CRM export writes.
import { englishNames, plainName } from './english-names.js';

const notCountries = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ']);

/** Names in daily use that CLDR spells in another way, own names of neighbours, and the alpha-3 codes met most. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  GB: ['uk', 'great britain', 'britain', 'england', 'scotland', 'wales', 'northern ireland', 'gbr'],
  US: ['usa', 'us', 'united states of america', 'america'],
  IE: ['republic of ireland', 'eire', 'irl'],
  DE: ['deutschland', 'deu', 'federal republic of germany'],
  AT: ['osterreich', 'aut'],
  CH: ['schweiz', 'suisse', 'svizzera', 'che'],
  NL: ['holland', 'nederland', 'nld'],
  BE: ['belgie', 'belgique', 'bel'],
  FR: ['fra'],
  ES: ['espana', 'esp'],
  IT: ['italia', 'ita'],
  PT: ['prt'],
  PL: ['polska', 'pol'],
  SE: ['sverige', 'swe'],
  NO: ['norge', 'nor'],
  DK: ['danmark', 'dnk'],
  FI: ['suomi', 'fin'],
  CZ: ['czech republic', 'cze'],
  CA: ['can'],
  AU: ['aus'],
  NZ: ['nzl'],
  TR: ['turkey'],
  HK: ['hong kong'],
  MO: ['macau', 'macao'],
  CI: ['ivory coast'],
  KR: ['korea', 'republic of korea'],
  RU: ['russian federation'],
  VN: ['viet nam'],
  AE: ['uae'],
  SZ: ['swaziland'],
  CV: ['cabo verde'],
  MK: ['macedonia'],
  SK: ['slovak republic'],
};

const byName = new Map([
  ...englishNames('region'),
  ...Object.entries(otherNames).flatMap(([code, names]) => names.map((name) => [name, code] as const)),
]);
const known = new Set([...byName.values()].filter((code) => !notCountries.has(code)));
// ISO 3166-1 leaves these to its users: valid codes of no country, which the gate blocks as unknown.
const userAssigned = /^(AA|Q[M-Z]|X[A-Z]|ZZ)$/;

/** @returns the code in upper case; null where it is no country. */
export function countryCode(text: string): string | null {
  const code = text.trim().toUpperCase();
  if (known.has(code) || userAssigned.test(code)) return code;
  const named = byName.get(plainName(text));
  return named !== undefined && known.has(named) ? named : null;
}
