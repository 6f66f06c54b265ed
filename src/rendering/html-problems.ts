// Answers for reading a message's HTML strictly: what this small grammar does not take is refused, so that no client can read more into it.
import { mark } from './inspect-template.js';
import { allowedAttributes, allowedElements, unseenElements } from './html-rules.js';

// One token each: text, comment of plain words, doctype, tag. Text never holds `<`.
const token =
  /([^<]+)|(<!-- [\w .,:;'()-]*? -->)|(<!doctype html>)|<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[\w#%.-]+))?)*)\s*\/?>/giy;
const attribute = /([a-z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w#%.-]+)))?/gi;

const anyMark = new RegExp(`[${Object.values(mark).join('')}]`);

interface OpenElements {
  /** How many elements are open whose text is not shown. */
  unseen: number;
}

/** Problems of a template's outline (see `inspectTemplate`), in words; empty where the HTML is plain. */
export function htmlProblems(outline: string): string[] {
  const problems = new Set<string>();
  const open: OpenElements = { unseen: 0 };
  token.lastIndex = 0;
  let end = 0;
  for (let found = token.exec(outline); found !== null; found = token.exec(outline)) {
    end = token.lastIndex;
    for (const problem of tokenProblems(found, open)) problems.add(problem);
    if (end === outline.length) break;
  }
  if (end !== outline.length) {
    const line = outline.slice(0, end).split('\n').length;
    problems.add(`is not plain HTML near line ${String(line)}: write < as &lt;, quote attributes, close comments`);
  }
  if (open.unseen > 0) problems.add('has a <head> or <title> that is not closed');
  return [...problems];
}

function tokenProblems(found: RegExpExecArray, open: OpenElements): string[] {
  const [, text, , , slash, name, attributes] = found;
  if (text !== undefined) return textProblems(text, open);
  if (name === undefined) return [];
  const element = name.toLowerCase();
  if (!allowedElements.has(element)) return [`may not hold <${element}>: only elements that show text`];
  if (unseenElements.has(element)) open.unseen += slash === '/' ? -1 : 1;
  if (anyMark.test(found[0])) {
    return ['may not use slots, blocks or conditions inside a tag: links are the same for everybody'];
  }
  return attributeProblems(element, attributes ?? '');
}

function textProblems(text: string, open: OpenElements): string[] {
  return open.unseen > 0 && text.includes(mark.block) ? ['has a mandatory block where nobody sees it'] : [];
}

function attributeProblems(element: string, attributes: string): string[] {
  const seen = new Set<string>();
  return [...attributes.matchAll(attribute)].flatMap((found) => {
    const name = (found[1] ?? '').toLowerCase();
    const isRepeated = seen.has(name);
    seen.add(name);
    if (!isRepeated && isAllowed(element, name, found[2] ?? found[3] ?? found[4] ?? '')) return [];
    return [
      `may not have this ${name} on <${element}>: nothing that loads, runs, hides or is no http, https or mailto link`,
    ];
  });
}

function isAllowed(element: string, name: string, rawValue: string): boolean {
  const value = rawValue.replaceAll('&amp;', '&');
  // A character reference may spell what the rules look for.
  if (/&#|&\w+;/.test(value) || (name === 'href' && element !== 'a')) return false;
  return allowedAttributes[name]?.(value) ?? false;
}
