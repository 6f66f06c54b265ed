// Answers for saying in one line why a process does not start.
import { StartRefusal } from '../shared/errors.js';

/** Our own refusals in their words; anything else by its first line. */
export function startFailure(error: unknown): string {
  if (error instanceof StartRefusal) return error.message;
  const { name, message } = error as Partial<Error>;
  return `cannot start: ${name ?? 'error'}: ${(message ?? '').split('\n', 1)[0] ?? ''}`;
}
