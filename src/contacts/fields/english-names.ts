// Answers for reading countries and languages by their usual English names, as CRM exports write them.

const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const pairs = letters.flatMap((first) => letters.map((second) => first + second));

/** Lower case, without accents, punctuation, a leading "the" and brackets: `Côte d’Ivoire` -> `cote divoire`. */
export function plainName(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/\(.*?\)/g, ' ')
    .replace(/['’.]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^the /, '');
}

function codesOf(type: 'region' | 'language'): readonly string[] {
  return type === 'region' ? pairs : pairs.map((pair) => pair.toLowerCase());
}

/** Two-letter codes by plain English name, from the Unicode CLDR data of the runtime; codes that were replaced are left out. */
export function englishNames(type: 'region' | 'language'): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames(['en'], { type, fallback: 'none' });
  const byName = new Map<string, string>();
  for (const code of codesOf(type)) {
    const locale = new Intl.Locale(type === 'region' ? `und-${code}` : code);
    const present = type === 'region' ? locale.region : locale.language;
    const name = present === code ? names.of(code) : undefined;
    if (name !== undefined) byName.set(plainName(name), code);
  }
  return byName;
}
