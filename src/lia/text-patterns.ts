// Answers for what a line and a paragraph of free text may hold; anything else could forge a header or hide in a log.

/** One line with something to read in it: no line breaks, no control characters. */
export const oneLine = /^(?=.*\S)[^\p{Cc}\p{Zl}\p{Zp}]*$/u;

/** Several lines with something to read in them: no control characters but line breaks and tabs. */
export const someLines = /^(?=[^]*\S)(?:[^\p{Cc}]|[\n\r\t])*$/u;

/** A language tag such as `en` or `pt-BR` (BCP 47, without extensions). */
export const languageTag = /^[a-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?$/;

/** ISO 3166-1 alpha-2 in capitals; the list of codes is checked beside it. */
export const countryCode = /^[A-Z]{2}$/;

// What a caller reads where a text does not fit; the pattern itself would tell nobody anything.
export const asOneLine = { message: 'must be one line with something to read in it, without control characters' };
export const asSomeLines = { message: 'must be text with something to read in it, without control characters' };
export const asLanguageTag = { message: 'must be a language tag such as en or pt-BR' };
export const asCountryCode = { message: 'must be a country code of two capital letters, such as GB' };
