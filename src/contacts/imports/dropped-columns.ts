// Answers for the columns of a file that are never stored, by the names that its owner knows (A09, A14).
import { assessedFields, type AssessedField } from '../../ports/contact-store.port.js';
import type { ContactColumn } from '../csv/contact-columns.js';

function isAllowed(column: ContactColumn, allowed: readonly AssessedField[]): boolean {
  if (column.part !== 'contact') return column.part === 'source';
  const assessed = assessedFields.find((field) => field === column.name);
  return assessed === undefined || allowed.includes(assessed);
}

/** Field names of known columns that the LIA does not cover, headings of columns that mean nothing to us. */
export function droppedColumns(
  columns: readonly ContactColumn[],
  allowed: readonly AssessedField[],
): readonly string[] {
  const names = columns.filter((column) => !isAllowed(column, allowed)).map((column) => column.name);
  return [...new Set(names)].filter((name) => name !== '');
}
