// Answers for saying from its first bytes how a suppression file is laid out, with headings or without.
import type { CsvDialect } from '../../contacts/csv/csv-records.js';
import { InputError } from '../../shared/errors.js';
import { columnsWithoutHeading, suppressionColumn, type SuppressionColumn } from './suppression-columns.js';
import { subjectIn } from './read-suppression-row.js';

export interface SuppressionLayout extends CsvDialect {
  readonly columns: readonly SuppressionColumn[];
  readonly hasHeading: boolean;
}

function notCsv(message: string): InputError {
  return new InputError('NOT_CSV', message);
}

/** @throws InputError NOT_CSV where it is empty, no text, or has neither a heading nor an address in its first line. */
export function sniffSuppressions(head: Buffer): SuppressionLayout {
  if (head.includes(0)) throw notCsv('the file is not text in UTF-8; save it as "CSV UTF-8"');
  const text = head.toString('utf8').replace(/^\uFEFF/, '');
  const lineEnd = text.includes('\n') ? '\n' : '\r';
  const first = text.split(/\r\n|\n|\r/).find((line) => line.replace(/[,;\t"]/g, '').trim() !== '');
  if (first === undefined) throw notCsv('the file is empty');
  const delimiter =
    [',', ';', '\t'].sort((one, other) => first.split(other).length - first.split(one).length)[0] ?? ',';
  const cells = first.split(delimiter).map((cell) => cell.trim().replace(/^"|"$/g, ''));
  const dialect = { delimiter, lineEnd } as const;
  const columns = cells.map(suppressionColumn);
  if (columns.some(({ role }) => role === 'subject')) return { ...dialect, columns, hasHeading: true };
  if (subjectIn(cells[0] ?? '') === null) {
    throw notCsv(
      'the first line must name the columns, "email", "phone" or "domain" among them, or begin with an address',
    );
  }
  return { ...dialect, columns: columnsWithoutHeading(cells.length), hasHeading: false };
}
