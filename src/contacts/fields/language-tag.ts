// Answers for reading a language: BCP 47, kept as its primary tag, or the English name that a CRM export writes.
import { englishNames, plainName } from './english-names.js';

const byName = englishNames('language');
const known = new Set(byName.values());

/** @returns the primary tag in lower case (`de` for `de_AT`); null where it is no language. */
export function languageTag(text: string): string | null {
  const primary = text.trim().toLowerCase().split(/[-_]/)[0] ?? '';
  if (known.has(primary) && /^[a-z]{2}([-_][a-z0-9]{2,8})*$/i.test(text.trim())) return primary;
  return byName.get(plainName(text)) ?? null;
}
