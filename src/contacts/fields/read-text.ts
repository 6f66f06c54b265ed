// Answers for short free text that is fit to be stored and put into a message: one line, NFC, no control characters.
import type { FieldProblem } from './field-problem.js';

// Controls and line separators could break a header or a log line; a lone surrogate has no UTF-8 form.
const forbidden = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;

export function readText(text: string, maxLength: number): string | FieldProblem {
  const value = text.normalize('NFC').trim();
  if (forbidden.test(value)) {
    return { code: 'CONTROL_CHARACTER', message: 'has a line break or a control character' };
  }
  if (value.length > maxLength) return { code: 'TOO_LONG', message: `is longer than ${maxLength} characters` };
  return value;
}
