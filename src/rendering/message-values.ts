// Answers for the values that go into a message: cleaned, escaped for their place, and marked until they are put in.

/** What differs from person to person; everything else of a message is the same for a whole campaign and language. */
export const liveNames = [
  'givenName',
  'familyName',
  'jobTitle',
  'organisation',
  'country',
  'sourceKind',
  'sourceUrl',
  'sourceDate',
  'sourceStatus',
  'optOutUrl',
] as const;
export type LiveName = (typeof liveNames)[number];
export type LiveValues = Readonly<Record<LiveName, string>>;

const linkStyle = 'color:#0645ad;text-decoration:underline';
const maxSlotLength = 300;
const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
// Controls, lone surrogates, direction overrides and noncharacters: none of it is text of a name, and some of it forges.
const notOneLine = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]+/gu;
const notText = /[^\P{Cc}\n\t]|[\p{Cs}\ufdd0-\ufdef\ufffe\uffff]/gu;
const simple = /^[\x20-\x7e\u00a1-\u024f]*$/;

/** One line of text, safe in a header, a body and beside other text; at most 300 characters. */
export function oneLine(value: string): string {
  const line = simple.test(value) ? value : value.replace(notOneLine, ' ');
  return line.length > maxSlotLength ? line.slice(0, maxSlotLength).trim() : line.trim();
}

/** An address of the web as it is, without what could break a line. */
export function oneWord(url: string): string {
  return url.replace(notOneLine, '').replace(/\s+/g, '');
}

/** Text of several lines with `\n` between them, else as it is. */
export function plainText(value: string): string {
  return value.replace(/\r\n?/g, '\n').replace(notText, '');
}

export function escapeHtml(value: string): string {
  return /[&<>"']/.test(value) ? value.replace(/[&<>"']/g, (character) => escapes[character] ?? '') : value;
}

/** HTML of a value: web and mail addresses become links that show their target. */
export function htmlOf(name: string, value: string): string {
  const shown = escapeHtml(value);
  if (/Url$|Website$/.test(name) && /^https?:\/\//i.test(value)) {
    return `<a href="${shown}" style="${linkStyle}">${shown}</a>`;
  }
  if (/Email$/.test(name) && value.includes('@')) {
    return `<a href="mailto:${escapeHtml(encodeURI(value))}" style="${linkStyle}">${shown}</a>`;
  }
  return shown;
}

/** Stands for a value while the rest is rendered. U+FDD0 is a noncharacter: no text holds it. */
export function markOf(name: string): string {
  return `\uFDD0${name}\uFDD0`;
}

/** Text and names by turns, beginning with text. */
export function splitAtMarks(text: string): string[] {
  return text.split('\uFDD0');
}
