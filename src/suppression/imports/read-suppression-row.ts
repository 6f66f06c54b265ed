// Answers for reading one line of a suppression file; what cannot be read is refused, what is doubtful suppresses.
import { InputError, invalidField } from '../../shared/errors.js';
import { minuteMs, parseInstant, type Instant } from '../../shared/instant.js';
import { suppressionSubject, type SuppressionSubject } from '../suppression-subject.js';
import { suppressionCauseOf, type ReadCause } from './suppression-cause-of.js';
import type { SuppressionCause } from '../../ports/touch-ledger.port.js';
import type { SuppressionColumn } from './suppression-columns.js';

export interface SuppressionRow {
  readonly subjects: readonly SuppressionSubject[];
  readonly cause: SuppressionCause;
  readonly receivedAt: Instant;
  readonly note: string | null;
}

const maxNote = 500;
const isYes = /^(true|yes|y|1|x)$/i;
const hasNoZone = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?$/;

/** @throws InputError where no address is there or can be read, or the line says that the person is not suppressed. */
export function readSuppressionRow(
  columns: readonly SuppressionColumn[],
  fields: readonly string[],
  { now }: { readonly now: Instant },
): SuppressionRow {
  const cells = columns
    .map((column, index) => ({ column, text: plain(fields[index] ?? '') }))
    .filter(({ text }) => text !== '');
  const subjects = cells.filter(({ column }) => column.role === 'subject').map(({ text }) => subjectOf(text));
  if (subjects.length === 0) throw invalidField('email', 'the line has no address, number or domain', 'REQUIRED');
  const causes = cells.map(causeIn);
  const cause = causes.find((read) => typeof read === 'string');
  if (cause === undefined && causes.includes(null)) {
    throw invalidField('status', 'the line says that the person is not suppressed', 'NOT_SUPPRESSED');
  }
  const words = cells
    .filter(({ column }) => column.role === 'reason' || column.role === 'note')
    .map(({ text }) => text);
  const times = cells.filter(({ column }) => column.role === 'receivedAt').map(({ text }) => timeIn(text));
  return {
    subjects,
    // Without a word why, it is somebody's decision, and that covers the person.
    cause: cause ?? 'manual',
    receivedAt: times.find((at) => at !== null && at <= now + minuteMs) ?? now,
    note: words.length === 0 ? null : withoutAddresses(words.join('; ')).slice(0, maxNote),
  };
}

/** What a cell names, told by its looks; null where it is nothing of the kind. */
export function subjectIn(text: string): SuppressionSubject | null {
  try {
    return subjectOf(plain(text));
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

function subjectOf(text: string): SuppressionSubject {
  const address = text.replace(/^<(.*)>$/, '$1');
  if (/^[^@]+@/.test(address)) return suppressionSubject({ email: address });
  if (/^[+\d(]/.test(address) && !/\p{L}/u.test(address)) return suppressionSubject({ phone: address });
  return suppressionSubject({ domain: address });
}

/** Our own export protects cells from spreadsheets with an apostrophe. */
function plain(text: string): string {
  return text.trim().replace(/^'(?=[=+\-@])/, '');
}

function causeIn({ column, text }: { readonly column: SuppressionColumn; readonly text: string }): ReadCause {
  switch (column.role) {
    case 'reason':
    case 'status':
      return suppressionCauseOf(text);
    case 'flag':
      return isYes.test(text) ? column.cause : null;
    case 'receivedAt':
      return column.cause;
    case 'subject':
    case 'note':
    case 'ignored':
      return undefined;
  }
}

/** Unix seconds or milliseconds, RFC 3339, RFC 2822, or a bare date and time, which is UTC. */
function timeIn(text: string): Instant | null {
  if (/^\d{9,10}$/.test(text)) return (Number(text) * 1_000) as Instant;
  if (/^\d{12,13}$/.test(text)) return Number(text) as Instant;
  const bare = hasNoZone.exec(text);
  return parseInstant(bare === null ? text : `${bare[1] ?? ''}T${bare[2] ?? '00:00'}Z`);
}

/** Mail servers quote the address in their reasons; the record holds no personal data. */
function withoutAddresses(text: string): string {
  return text.replace(/[^\s<>@,;:"']+@[^\s<>@,;:"']+/g, '[address]').replace(/\p{Cc}+/gu, ' ');
}
