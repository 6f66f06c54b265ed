// Answers for `fairknock worker`: one of any number of processes that share sending, planning and imports.
import type { Command } from 'commander';
import type { Config } from '../config/config.js';
import { settings } from '../config/settings.js';
import { StartRefusal } from '../shared/errors.js';
import { runProcess } from './run-process.js';

function requireQueue({ redisUrl }: Config): void {
  if (redisUrl) return;
  const { key } = settings.redisUrl;
  throw new StartRefusal(`${key} is not set: without it \`fairknock serve\` does all the work itself`);
}

export function addWorker(program: Command): void {
  program
    .command('worker')
    .description('send, plan and import until told to stop, beside other workers; needs FAIRKNOCK_REDIS_URL')
    .action(async () => {
      process.exit(await runProcess({ readyWords: 'working, probes on', role: 'worker', check: requireQueue }));
    });
}
