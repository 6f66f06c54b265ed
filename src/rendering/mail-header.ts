// Answers for header fields that cannot be forged from within a value (RFC 5322, RFC 2047, M7).
import * as mimeFuncs from 'nodemailer/lib/mime-funcs';
import { InvariantError } from '../shared/errors.js';

const maxWordLength = 52;
// Text that needs no encoding: printable ASCII in words that can be folded, and nothing that looks like an encoded word.
const plainWords = /^(?!.*=\?)(?! )(?:[\x21-\x7e]{1,60}(?: +(?=[\x21-\x7e])|$))*$/;
const address = /^[^\s<>()[\]\\,;:"@\p{Cc}]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])$/iu;

/** `Name: value` with its line end, folded at 76 where it has blanks. The value is one line already. */
export function headerField(name: string, value: string): string {
  const line = `${name}: ${value}`;
  return `${line.length <= 76 ? line : mimeFuncs.foldLines(line, 76)}\r\n`;
}

/** Unstructured text (RFC 2047 encoded words where it is not plain). */
export function headerText(text: string): string {
  return plainWords.test(text) ? text : encodedWords(text);
}

/** `Name <address>`. @throws InvariantError where the address is none: addresses are canonical before they get here. */
export function mailbox(name: string | null, to: string): string {
  if (!address.test(to)) throw new InvariantError('INTERNAL', 'a message has an address that is none');
  if (name === null || name === '') return to;
  if (!plainWords.test(name)) return `${encodedWords(name)} <${to}>`;
  return `${/^[\w ]+$/.test(name) ? name : mimeFuncs.quoteString(name)} <${to}>`;
}

/** A field whose value must be of this form. @throws InvariantError where it is not. */
export function strictField(name: string, value: string, form: RegExp): string {
  if (!form.test(value)) throw new InvariantError('INTERNAL', `the header ${name} of a message is malformed`);
  return `${name}: ${value}\r\n`;
}

function encodedWords(text: string): string {
  const latin = text.replace(/[^\x20-\x7e]/g, '').length;
  return mimeFuncs.encodeWord(text, latin * 2 >= text.length ? 'Q' : 'B', maxWordLength);
}
