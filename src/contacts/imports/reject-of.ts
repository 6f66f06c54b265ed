// Answers for telling a salesperson in one sentence why a line was not taken in.
import type { ContactField } from '../../ports/contact-store.port.js';
import type { ImportReject } from '../../ports/import-store.port.js';
import type { FieldError, InputError } from '../../shared/errors.js';
import type { CsvRecord, RecordProblem } from '../csv/record-assembler.js';

const recordMessages: Readonly<Record<RecordProblem, string>> = {
  INVALID_ENCODING: 'The line has letters that are not in UTF-8. Save the file as "CSV UTF-8" and import it again.',
  QUOTE_NOT_CLOSED: 'A quotation mark in this line is not closed. Close it, or double it where it belongs to the text.',
  LINE_TOO_LONG: 'The line is longer than one megabyte.',
};

function reject({ line, text }: CsvRecord, code: string, message: string): ImportReject {
  return { line, code, message, record: text };
}

const fieldLabels: Readonly<Record<string, string>> = {
  email: 'The email address',
  phone: 'The phone number',
  givenName: 'The first name',
  familyName: 'The last name',
  jobTitle: 'The job title',
  organisation: 'The organisation',
  country: 'The country',
  timeZone: 'The time zone',
  language: 'The language',
  subscriberType: 'The subscriber type',
  companyNumber: 'The company number',
  companyRegister: 'The company register',
} satisfies Record<ContactField, string>;

/** Messages begin with the field's name in the API; the owner of a file knows the thing, or the column. */
function sentenceOf({ field, message }: FieldError): string {
  const label = fieldLabels[field] ?? `The column ${field}`;
  return `${label}${message.startsWith(field) ? message.slice(field.length) : `: ${message}`}.`;
}

const wholeMessages: Readonly<Record<string, string>> = {
  CONTACT_ERASED: 'This person had their data erased and is not taken in again.',
};

export function rejectOfRecord(record: CsvRecord, problem: RecordProblem): ImportReject {
  return reject(record, problem, recordMessages[problem]);
}

export function rejectOfColumnCount(record: CsvRecord, columnCount: number): ImportReject {
  const message = `The line has ${record.fields.length} values, but the heading names ${columnCount} columns.`;
  return reject(record, 'WRONG_COLUMN_COUNT', message);
}

export function rejectOfInput(record: CsvRecord, error: InputError): ImportReject {
  const [first] = error.errors;
  const message = error.errors.map(sentenceOf).join(' ') || (wholeMessages[error.code] ?? error.message);
  const kept = reject(record, first?.code ?? error.code, message);
  // The line of somebody who was erased is personal data that must not come back through the list of rejects either.
  return error.code === 'CONTACT_ERASED' ? { ...kept, record: '' } : kept;
}
