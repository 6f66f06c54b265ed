// Answers for the proof that a person is written to in a language that is theirs, their country's, or English.
import { describe, expect, it } from '@jest/globals';
import { chooseLanguage } from './choose-language.js';

describe('chooseLanguage', () => {
  it.each([
    { language: 'de', country: 'GB', available: ['en', 'de'] as string[], expected: 'de' },
    { language: 'de-AT', country: 'AT', available: ['en', 'de'] as string[], expected: 'de' },
    { language: 'de', country: 'DE', available: ['en', 'de-AT'] as string[], expected: 'de-AT' },
    { language: 'pt-BR', country: 'BR', available: ['pt-PT', 'pt-BR'] as string[], expected: 'pt-BR' },
    { language: 'sk', country: 'DE', available: ['en', 'de'] as string[], expected: 'de' },
    { language: null, country: 'FR', available: ['en', 'fr'] as string[], expected: 'fr' },
    { language: 'sk', country: 'SK', available: ['de', 'en'] as string[], expected: 'en' },
    { language: 'sk', country: 'SK', available: ['de', 'fr'] as string[], expected: null },
    { language: null, country: null, available: ['en'] as string[], expected: 'en' },
    { language: 'en', country: 'GB', available: [] as string[], expected: null },
  ])('writes to a reader of $language in $country in $expected when $available exist [T5]', (given) => {
    expect(chooseLanguage(given, given.available)).toBe(given.expected);
  });
});
