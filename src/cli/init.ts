// Answers for `fairknock init`: the first accounts and their keys, shown once.
import type { Command } from 'commander';
import { AccountsModule } from '../accounts/accounts.module.js';
import { FirstAccountsService } from '../accounts/first-accounts.service.js';
import { withCommand } from './open-command.js';

interface InitOptions {
  readonly json?: true;
}

function asText(keys: Readonly<Record<string, string>>): string {
  const lines = Object.entries(keys).map(([role, key]) => `${role.padEnd(8)} ${key}`);
  return ['The first four accounts. Their keys are shown this once:', '', ...lines, ''].join('\n');
}

/** @returns the exit code: 1 where accounts exist. */
async function init({ json }: InitOptions): Promise<number> {
  const keys = await withCommand([AccountsModule], ({ app }) => app.get(FirstAccountsService).create());
  if (keys === null) {
    process.stderr.write('fairknock: there are accounts already; an administrator makes further ones\n');
    return 1;
  }
  process.stdout.write(json === true ? `${JSON.stringify({ keys })}\n` : asText(keys));
  return 0;
}

export function addInit(program: Command): void {
  program
    .command('init')
    .description('create the first accounts, one person per role, and show their keys once')
    .option('--json', 'print { "keys": { "admin", "dpo", "sales", "auditor" } }')
    .action(async (options: InitOptions) => {
      process.exitCode = await init(options);
    });
}
