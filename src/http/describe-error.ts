// Answers for what of an error may enter a log: kind, code and place, and words only where they are ours.
import { DependencyError, InputError, InvariantError, StartRefusal } from '../shared/errors.js';

const maxCauses = 3;
const maxFrames = 12;

export interface ErrorDescription {
  readonly type: string;
  readonly code?: string;
  readonly message?: string;
  readonly stack?: readonly string[];
  readonly cause?: ErrorDescription;
}

/** Messages of others may quote what they were given (JSON.parse does), so they stay out. */
function hasOwnWords(error: unknown): boolean {
  return [DependencyError, InputError, InvariantError, StartRefusal].some((kind) => error instanceof kind);
}

function framesOf(stack: unknown): string[] {
  if (typeof stack !== 'string') return [];
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return frames.slice(0, maxFrames).map((line) => line.trim());
}

export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (typeof error !== 'object' || error === null) return { type: typeof error };
  const { name, code, message, stack, cause } = error as Partial<Error> & { code?: unknown };
  return {
    type: name ?? error.constructor.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(hasOwnWords(error) && message !== undefined ? { message } : {}),
    stack: framesOf(stack),
    ...(cause !== undefined && depth < maxCauses ? { cause: describeError(cause, depth + 1) } : {}),
  };
}
