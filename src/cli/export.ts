// Answers for `fairknock export provenance|suppressions`.
import { Option, type Command } from 'commander';
import { exportFormats, ExportProvenanceService, type ExportFormat } from '../exports/export-provenance.service.js';
import { ExportsModule } from '../exports/exports.module.js';
import { SuppressionModule } from '../suppression/suppression.module.js';
import { suppressionsCsv } from '../suppression/suppressions-csv.js';
import { suppressionsJson } from '../suppression/suppressions-json.js';
import { ViewSuppressionsService } from '../suppression/view-suppressions.service.js';
import { withCommand } from './open-command.js';
import { operator } from './operator.js';
import { writeOutput } from './write-output.js';

interface ExportOptions<Format> {
  readonly format: Format;
  readonly output?: string;
}

const suppressionTexts = { csv: suppressionsCsv, json: suppressionsJson } as const;

function exportProvenance({ format, output }: ExportOptions<ExportFormat>): Promise<void> {
  return withCommand([ExportsModule], async ({ app }) => {
    await writeOutput(output, await app.get(ExportProvenanceService).ofAll(format, operator));
  });
}

function exportSuppressions({ format, output }: ExportOptions<keyof typeof suppressionTexts>): Promise<void> {
  return withCommand([SuppressionModule], async ({ app }) => {
    const pages = await app.get(ViewSuppressionsService).export(operator, format);
    await writeOutput(output, suppressionTexts[format](pages));
  });
}

function addKind(parent: Command, name: string, formats: readonly string[]): Command {
  return parent
    .command(name)
    .addOption(new Option('--format <format>', 'form of the export').choices(formats).default('csv'))
    .option('--output <file>', 'write to this file, readable by its owner only, instead of standard output');
}

export function addExport(program: Command): void {
  const parent = program.command('export').description('write out what is on record, streamed, of any size');
  addKind(parent, 'provenance', exportFormats)
    .description('where every field of every contact came from')
    .action(exportProvenance);
  addKind(parent, 'suppressions', Object.keys(suppressionTexts))
    .description('everything that is left alone; addresses only where a contact still holds them')
    .action(exportSuppressions);
}
