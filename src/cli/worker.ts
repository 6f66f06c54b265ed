// Answers for `fairknock worker`: one of any number of processes that share sending, planning and imports.
import type { Command } from 'commander';
import type { Config } from '../config/config.js';
import { refuseSetting } from '../config/parse-setting.js';
import { processEnvironment } from '../config/process-environment.js';
import { readSettings } from '../config/read-settings.js';
import { settings } from '../config/settings.js';
import { StartRefusal } from '../shared/errors.js';
import { runProcess } from './run-process.js';

function checkWorker({ redisUrl }: Config): void {
  const { key } = settings.redisUrl;
  if (!redisUrl) throw new StartRefusal(`${key} is not set: without it \`fairknock serve\` does all the work itself`);
  // Made from the worker's own address the links would lead to nobody who takes an opt-out.
  const { publicUrl } = readSettings(processEnvironment());
  if (publicUrl === null) refuseSetting('publicUrl', 'must be set for a worker: links lead to `fairknock serve`');
}

export function addWorker(program: Command): void {
  program
    .command('worker')
    .description('send, plan and import until told to stop, beside other workers; needs FAIRKNOCK_REDIS_URL')
    .action(async () => {
      process.exit(await runProcess({ readyWords: 'working, probes on', role: 'worker', check: checkWorker }));
    });
}
