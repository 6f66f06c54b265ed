// Answers for `fairknock import contacts|suppressions FILE`.
import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import { ContactsModule } from '../contacts/contacts.module.js';
import { AcceptImportService } from '../contacts/imports/accept-import.service.js';
import { FindImportsService } from '../contacts/imports/find-imports.service.js';
import { ImportRunnerService } from '../contacts/imports/import-runner.service.js';
import { importView } from '../contacts/imports/import-view.js';
import type { ImportRecord } from '../ports/import-store.port.js';
import { AcceptSuppressionsService } from '../suppression/imports/accept-suppressions.service.js';
import { SuppressionImportRunnerService } from '../suppression/imports/suppression-import-runner.service.js';
import { withCommand } from './open-command.js';
import { operator } from './operator.js';
import { runImport, type ImportJob } from './run-import.js';
import { writeFileWhole } from './write-output.js';

interface ImportOptions {
  readonly lia?: string;
  readonly rejects?: string;
  readonly json?: true;
}

const suppressionsJob: ImportJob = {
  accept: (app, body) => app.get(AcceptSuppressionsService).accept(body, operator),
  runner: SuppressionImportRunnerService,
};

function contactsJob(liaId: string): ImportJob {
  return {
    accept: async (app, body) => (await app.get(AcceptImportService).accept(body, liaId, operator)).id,
    runner: ImportRunnerService,
  };
}

function asText(record: ImportRecord): string {
  const { state, read, created, updated, unchanged, rejected, droppedFields, failure } = record;
  const lines = [
    `${state}: read ${read}, created ${created}, updated ${updated}, unchanged ${unchanged}, rejected ${rejected}`,
    ...(droppedFields.length === 0 ? [] : [`columns not stored: ${droppedFields.join(', ')}`]),
    ...(failure === null ? [] : [`failed: ${failure}`]),
  ];
  return `${lines.join('\n')}\n`;
}

function rejectsCsv(app: INestApplicationContext, { id }: ImportRecord): AsyncGenerator<string> {
  return app.get(FindImportsService).rejectsCsv(id);
}

async function importFile(path: string, job: ImportJob, { rejects, json }: ImportOptions): Promise<void> {
  const record = await withCommand([ContactsModule], async ({ app }) => {
    const ended = await runImport(app, path, job);
    if (rejects !== undefined) await writeFileWhole(rejects, rejectsCsv(app, ended));
    return ended;
  });
  process.stdout.write(json === true ? `${JSON.stringify(importView(record))}\n` : asText(record));
  process.exitCode = record.state === 'finished' && record.rejected === 0 ? 0 : 1;
}

function addKind(parent: Command, name: string, description: string): Command {
  return parent
    .command(name)
    .description(`${description}; exit code 1 if a line was rejected`)
    .argument('<file>', 'CSV file; - reads standard input')
    .option('--rejects <file>', 'write the rejected lines there, as CSV: line, code, message, record')
    .option('--json', 'print { id, state, read, created, updated, unchanged, rejected, droppedFields, ... }');
}

export function addImport(program: Command): void {
  const parent = program
    .command('import')
    .description('take in a file on this machine, of any size, beside a running service or without one');
  addKind(parent, 'contacts', 'contacts with their sources, under an assessment in force')
    .requiredOption('--lia <id>', 'the assessment (LIA) that covers them')
    .action((path: string, options: ImportOptions) => importFile(path, contactsJob(options.lia ?? ''), options));
  addKind(parent, 'suppressions', 'addresses, numbers and domains that are left alone from then on').action(
    (path: string, options: ImportOptions) => importFile(path, suppressionsJob, options),
  );
}
