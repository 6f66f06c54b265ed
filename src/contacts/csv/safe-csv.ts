// Answers for CSV that no spreadsheet runs as a formula (OWASP, CSV injection): such cells get a leading apostrophe.
import { stringify } from 'csv-stringify/sync';

export type CsvCell = string | number | boolean | null;

/** Rows as CSV text with line ends; phone numbers begin with `+` and so get the apostrophe as well. */
export function safeCsv(rows: readonly (readonly CsvCell[])[]): string {
  // Every cell as text: a number would escape the check of its first character.
  const cells = rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
  return stringify(cells, { escape_formulas: true, quoted_match: /[\r\n\t]/ });
}
