// Answers for `fairknock copy-store --from sqlite --to mongodb`: moves a whole installation to the other store.
import { Option, type Command } from 'commander';
import { processEnvironment } from '../config/process-environment.js';
import { readConfig } from '../config/read-config.js';
import type { CopyReport } from '../copy-store/check-copy.js';
import { copyStore } from '../copy-store/copy-store.js';
import { copyProgress } from './copy-progress.js';

interface CopyOptions {
  readonly abandon?: true;
  readonly json?: true;
}

function asText({ counts, log }: CopyReport): string {
  const lines = Object.entries(counts).map(([kind, count]) => `${String(count).padStart(10)} ${kind}\n`);
  return [
    ...lines,
    `audit root ${log.root} over ${log.size} leaves, ${log.payloadCount} payloads readable: the same in both stores\n`,
    'Moved. Start the service with FAIRKNOCK_MONGODB_URI and the same key file; this SQLite file is retired.\n',
  ].join('');
}

async function copy({ json }: CopyOptions): Promise<void> {
  // Both engines at once are loaded for this command only.
  const { openCopyPlaces } = await import('./open-copy-places.js');
  const places = await openCopyPlaces(readConfig(processEnvironment()).config);
  try {
    const report = await copyStore(places, copyProgress());
    process.stdout.write(json === true ? `${JSON.stringify({ isMoved: true, ...report })}\n` : asText(report));
  } finally {
    await places.close();
  }
}

async function abandon({ json }: CopyOptions): Promise<void> {
  const { openCopySource } = await import('./open-copy-places.js');
  const source = openCopySource(readConfig(processEnvironment()).config);
  try {
    await source.abandon();
  } finally {
    await source.close();
  }
  const text = 'The SQLite file is free again. Drop the half-filled database before the next copy.\n';
  process.stdout.write(json === true ? `${JSON.stringify({ isMoved: false })}\n` : text);
}

export function addCopyStore(program: Command): void {
  const engine = (flag: string, name: string, what: string) =>
    new Option(`--${flag} <engine>`, what).choices([name]).makeOptionMandatory();
  program
    .command('copy-store')
    .description(
      'move a stopped installation to the other store, checked record by record and by the root of its audit log; ' +
        'run it again where it was broken off',
    )
    .addOption(engine('from', 'sqlite', 'the file in FAIRKNOCK_DATA_DIR'))
    .addOption(engine('to', 'mongodb', 'the database of FAIRKNOCK_MONGODB_URI; must hold nothing yet'))
    .option('--abandon', 'give an unfinished copy up: the service may start on the file again')
    .option('--json', 'print { isMoved, counts: { <kind> }, log: { size, root, payloadCount } }')
    .action((options: CopyOptions) => (options.abandon === true ? abandon(options) : copy(options)));
}
