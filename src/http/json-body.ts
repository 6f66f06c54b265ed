// Answers for JSON bodies that are safe to look at: an object, well-formed Unicode, of bounded depth.
import { InputError } from '../shared/errors.js';

const maxDepth = 32;
// Half a surrogate pair, or NUL, which no store keeps as it is.
const unusable = /[\p{Surrogate}\0]/u;

function refuse(why: string): never {
  throw new InputError('INVALID_INPUT', why);
}

function checkText(text: string): void {
  if (unusable.test(text)) refuse('The body has text that is not well-formed Unicode');
}

/** Deep values overflow the stack of whoever walks them; lone surrogates have no canonical JSON. */
function check(value: unknown, depth: number): void {
  if (depth > maxDepth) refuse(`The body is nested deeper than ${maxDepth} levels`);
  if (typeof value === 'string') checkText(value);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    if (key === '__proto__' || key === 'constructor') refuse('The body has a forbidden field name');
    checkText(key);
    check(child, depth + 1);
  }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return refuse('The body is not JSON in UTF-8');
  }
}

/** An empty body counts as `{}`. @throws InputError INVALID_INPUT without quoting the body. */
export function parseJsonBody(bytes: Uint8Array): object {
  if (bytes.length === 0) return {};
  const value = parse(bytes);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse('The body must be an object');
  check(value, 1);
  return value;
}
