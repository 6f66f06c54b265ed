// Answers for the languages that are usual in a country.

/** BCP 47, the most usual first. */
const languages: Readonly<Record<string, readonly string[]>> = {
  AT: ['de'],
  AU: ['en'],
  BE: ['nl', 'fr', 'de'],
  BG: ['bg'],
  CA: ['en', 'fr'],
  CH: ['de', 'fr', 'it'],
  CY: ['el', 'tr'],
  CZ: ['cs'],
  DE: ['de'],
  DK: ['da'],
  EE: ['et'],
  ES: ['es', 'ca'],
  FI: ['fi', 'sv'],
  FR: ['fr'],
  GB: ['en'],
  GR: ['el'],
  HR: ['hr'],
  HU: ['hu'],
  IE: ['en', 'ga'],
  IT: ['it', 'de'],
  LT: ['lt'],
  LU: ['fr', 'de', 'lb'],
  LV: ['lv'],
  MT: ['en', 'mt'],
  NL: ['nl'],
  NO: ['no', 'nb', 'nn'],
  NZ: ['en'],
  PL: ['pl'],
  PT: ['pt'],
  RO: ['ro'],
  SE: ['sv'],
  SI: ['sl'],
  SK: ['sk'],
  US: ['en'],
};

/**
 * @param country ISO 3166-1 alpha-2.
 * @returns empty where the country is not known.
 */
export function usualLanguages(country: string): string[] {
  return Object.hasOwn(languages, country) ? [...(languages[country] ?? [])] : [];
}
