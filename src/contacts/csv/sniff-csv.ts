// Answers for saying from its first bytes what a contact file looks like, or that it is none.
import { InputError } from '../../shared/errors.js';
import { contactColumn, type ContactColumn } from './contact-columns.js';
import type { CsvDialect } from './csv-records.js';
import type { LineEnd } from './physical-lines.js';
import { QuoteScanner } from './quote-scanner.js';

export interface CsvLayout extends CsvDialect {
  readonly columns: readonly ContactColumn[];
}

/** How much of a file is looked at before it is accepted. */
export const sniffedBytes = 65_536;

const delimiters = [',', ';', '\t'];

function headingFields(lines: readonly string[], delimiter: string): readonly string[] {
  const scanner = new QuoteScanner(delimiter);
  for (const line of lines) {
    const state = scanner.feed(line);
    if (state !== 'open') return state === 'done' ? scanner.fields : [];
  }
  return [];
}

function knownCount(columns: readonly ContactColumn[]): number {
  return columns.filter((column) => column.part !== 'unknown').length;
}

function notCsv(message: string): InputError {
  return new InputError('NOT_CSV', message);
}

function readHead(head: Buffer): { text: string; lineEnd: LineEnd } {
  if (head.length === 0) throw notCsv('the file is empty');
  if (head.includes(0)) throw notCsv('the file is not text in UTF-8; save it as "CSV UTF-8"');
  const text = head.toString('utf8').replace(/^\uFEFF/, '');
  if (text.trim() === '') throw notCsv('the file is empty');
  return { text, lineEnd: text.includes('\n') ? '\n' : '\r' };
}

/**
 * @param head the first `sniffedBytes`, or all there are.
 * @throws InputError NOT_CSV where it is empty, no text, or has no heading for the email address.
 */
export function sniffCsv(head: Buffer): CsvLayout {
  const { text, lineEnd } = readHead(head);
  const lines = text.split(lineEnd).map((line) => line.replace(/\r$/, ''));
  const first = lines.findIndex((line) => line.replace(/[,;\t"]/g, '').trim() !== '');
  const candidates = delimiters.map((delimiter) => ({
    delimiter,
    lineEnd,
    columns: headingFields(lines.slice(first), delimiter).map(contactColumn),
  }));
  const [best] = candidates.sort((one, other) => knownCount(other.columns) - knownCount(one.columns));
  if (!best?.columns.some((column) => column.name === 'email')) {
    throw notCsv('the first line must name the columns, "email" among them');
  }
  return best;
}
