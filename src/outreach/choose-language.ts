// Answers for the language in which a person is written to: theirs, else their country's usual one, else English.
import { usualLanguages } from '../gate/default-language.js';

/**
 * @param available BCP 47 tags in which the message exists.
 * @returns the tag as `available` spells it; null where there is none.
 */
export function chooseLanguage(
  person: { language: string | null; country: string | null },
  available: readonly string[],
): string | null {
  const wishes = [
    ...(person.language === null ? [] : [person.language]),
    ...(person.country === null ? [] : usualLanguages(person.country)),
    'en',
  ];
  for (const wish of wishes) {
    const found = match(wish, available);
    if (found !== null) return found;
  }
  return null;
}

function match(wish: string, available: readonly string[]): string | null {
  const wanted = wish.toLowerCase();
  const primary = wanted.split('-')[0];
  return (
    available.find((tag) => tag.toLowerCase() === wanted) ??
    available.find((tag) => tag.toLowerCase() === primary) ??
    available.find((tag) => tag.toLowerCase().split('-')[0] === primary) ??
    null
  );
}
