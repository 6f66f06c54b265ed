// Answers for the command line as a process: its exit code is 0 done, 1 findings or failed, 2 wrong usage.
import 'reflect-metadata';
import { commandFailure } from './cli/command-failure.js';
import { makeProgram } from './cli/make-program.js';

try {
  await makeProgram().parseAsync();
} catch (error) {
  const { exitCode, line } = commandFailure(error);
  if (line !== null) process.stderr.write(`fairknock: ${line}\n`);
  process.exitCode = exitCode;
}
