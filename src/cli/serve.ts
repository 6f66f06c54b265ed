// Answers for `fairknock serve`: requests are answered, and all work is done where no workers share it.
import type { Command } from 'commander';
import { runProcess } from './run-process.js';

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('answer requests until told to stop; without FAIRKNOCK_REDIS_URL it also sends, plans and imports')
    .action(async () => {
      process.exit(await runProcess({ readyWords: 'listening on' }));
    });
}
