// Answers for telling whoever waits for the queue that Redis is away, whatever the client calls it.
import { DependencyError } from '../../shared/errors.js';

const knownCode = /^[A-Z]{3,20}$/;

/**
 * Every error of Redis means the same to us: wait. The message names a code (`OOM`, `READONLY`, `ECONNREFUSED`), never
 * what Redis said: that may hold an address.
 */
export function queueError(error: unknown): DependencyError {
  if (error instanceof DependencyError) return error;
  return new DependencyError('QUEUE_UNAVAILABLE', `Redis does not answer (${codeOf(error)})`, { cause: error });
}

/** The system's code, the first word of an error reply, or the kind of error. */
export function codeOf(error: unknown): string {
  // Bull rejects with nothing at all where a connection ended before it had failed.
  const { code, message, name } = (error ?? {}) as { code?: unknown; message?: unknown; name?: unknown };
  if (typeof code === 'string' && knownCode.test(code)) return code;
  const first = typeof message === 'string' ? (message.split(' ', 1)[0] ?? '') : '';
  if (name === 'ReplyError' && knownCode.test(first)) return first;
  return message === 'Command timed out' ? 'no answer in time' : 'connection closed';
}
