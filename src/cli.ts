// Answers for the command line: its commands, and exit codes 0 done, 1 findings, 2 wrong usage.
import 'reflect-metadata';
import { Command, CommanderError } from 'commander';
import { addDemo } from './cli/demo.js';
import { addDoctor } from './cli/doctor.js';
import { addInit } from './cli/init.js';
import { startFailure } from './cli/refuse-start.js';
import { serve } from './cli/serve.js';

const commands: readonly ((program: Command) => void)[] = [addInit, addDoctor, addDemo];
const wrongUsage = 2;

function makeProgram(): Command {
  const program = new Command('fairknock')
    .description('A gate for cold business-to-business contact. Settings come from FAIRKNOCK_* variables.')
    .exitOverride()
    .showHelpAfterError('(fairknock --help lists the commands)');
  program
    .command('serve')
    .description('run the service until it is told to stop')
    .action(async () => {
      process.exit(await serve());
    });
  for (const add of commands) add(program);
  return program;
}

/** Commander ends with 0 after help, and with an error where the usage was wrong. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : wrongUsage;
  process.stderr.write(`fairknock: ${startFailure(error)}\n`);
  return 1;
}

try {
  await makeProgram().parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}
