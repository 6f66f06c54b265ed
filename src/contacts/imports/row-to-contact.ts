// Answers for reading one line of a contact file: which cell is which field, and whether it names a source.
import type { ContactField } from '../../ports/contact-store.port.js';
import type { ContactColumn, SourceColumn } from '../csv/contact-columns.js';
import type { RawSource } from '../fields/read-source.js';
import type { RawContact } from '../minimise-contact.js';

export interface ContactRow {
  readonly raw: RawContact;
  /** One source, or none where its columns are empty. */
  readonly sources: readonly RawSource[];
}

/** A cell may hold line breaks; a field is one line. */
function oneLine(cell: string): string {
  return cell.replace(/[\r\n\t]+/g, ' ').trim();
}

/** Where two columns mean the same field, the first that is filled counts. */
export function rowToContact(columns: readonly ContactColumn[], cells: readonly string[]): ContactRow {
  const contact = new Map<ContactField, string>();
  const source = new Map<SourceColumn, string>();
  columns.forEach((column, index) => {
    const cell = oneLine(cells[index] ?? '');
    if (cell === '') return;
    if (column.part === 'contact' && !contact.has(column.name)) contact.set(column.name, cell);
    if (column.part === 'source' && !source.has(column.name)) source.set(column.name, cell);
  });
  return {
    raw: Object.fromEntries(contact),
    sources: source.size === 0 ? [] : [Object.fromEntries(source)],
  };
}
