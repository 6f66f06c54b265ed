// Answers for telling an engine that is away (busy, full, broken disk) from a mistake of ours.
import { DependencyError } from '../../shared/errors.js';

const awayCodes = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY|NOMEM|PROTOCOL)/;

/** A DependencyError where waiting may help; else the error itself. */
export function storageError(error: unknown): Error {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string' || !awayCodes.test(code)) return error as Error;
  return new DependencyError('STORAGE_UNAVAILABLE', `the database does not answer (${code})`, { cause: error });
}
