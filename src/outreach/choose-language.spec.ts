// Answers for the proof that a person is written to in a language that is theirs, their country's, or English.
import { describe, expect, it } from '@jest/globals';
import { chooseLanguage } from './choose-language.js';

describe('chooseLanguage', () => {
  it.each([
    ['de', 'GB', ['en', 'de'], 'de'],
    ['de-AT', 'AT', ['en', 'de'], 'de'],
    ['de', 'DE', ['en', 'de-AT'], 'de-AT'],
    ['pt-BR', 'BR', ['pt-PT', 'pt-BR'], 'pt-BR'],
    ['sk', 'DE', ['en', 'de'], 'de'],
    [null, 'FR', ['en', 'fr'], 'fr'],
    ['sk', 'SK', ['de', 'en'], 'en'],
    ['sk', 'SK', ['de', 'fr'], null],
    [null, null, ['en'], 'en'],
    ['en', 'GB', [], null],
  ])('writes to a reader of %s in %s with %j in %s [T5]', (language, country, available, expected) => {
    expect(chooseLanguage({ language, country }, available)).toBe(expected);
  });
});
