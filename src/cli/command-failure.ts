// Answers for how a command that failed ends: which exit code, and which one line it says.
import { CommanderError } from 'commander';
import { DependencyError, InputError, StartRefusal } from '../shared/errors.js';
import { startFailure } from './refuse-start.js';

const failed = 1;
const wrongUsage = 2;

export interface CommandFailure {
  readonly exitCode: number;
  /** Null where it was said already. */
  readonly line: string | null;
}

export function commandFailure(error: unknown): CommandFailure {
  // Commander ends with 0 after help.
  if (error instanceof CommanderError) return { exitCode: error.exitCode === 0 ? 0 : wrongUsage, line: null };
  if (error instanceof InputError) return { exitCode: wrongUsage, line: error.message };
  if (error instanceof DependencyError || error instanceof StartRefusal)
    return { exitCode: failed, line: error.message };
  // The reader of our output went away, as `head` does.
  if ((error as { code?: unknown } | null)?.code === 'EPIPE') return { exitCode: failed, line: null };
  return { exitCode: failed, line: startFailure(error).replace(/^cannot start: /, '') };
}
