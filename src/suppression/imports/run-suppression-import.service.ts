// Answers for working through one suppression file in batches, from where it was left; finished means effective.
import { Injectable } from '@nestjs/common';
import { csvRecords } from '../../contacts/csv/csv-records.js';
import { peekHead } from '../../contacts/csv/peek-head.js';
import { importFinished } from '../../contacts/imports/import-events.js';
import { inBatches } from '../../contacts/imports/in-batches.js';
import { Clock } from '../../ports/clock.port.js';
import { ImportStore, type ImportCounts, type ImportRecord } from '../../ports/import-store.port.js';
import { Spool } from '../../ports/spool.port.js';
import { InvariantError } from '../../shared/errors.js';
import { SuppressionService } from '../suppression.service.js';
import { sniffSuppressions, type SuppressionLayout } from './sniff-suppressions.js';
import { untilAborted } from './until-aborted.js';
import { SuppressLinesService } from './suppress-lines.service.js';

const batchSize = 200;

@Injectable()
export class RunSuppressionImportService {
  constructor(
    private readonly imports: ImportStore,
    private readonly spool: Spool,
    private readonly lines: SuppressLinesService,
    private readonly suppressions: SuppressionService,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns false where another process is at work on it: then this one lets go.
   * @throws DependencyError and others: run it again; it goes on behind the last batch that was stored.
   */
  async run(unfinished: ImportRecord, signal: AbortSignal): Promise<boolean> {
    if (unfinished.spoolFile === null) throw new InvariantError('INTERNAL', `import ${unfinished.id} has no file`);
    const body = this.spool.read(unfinished.spoolFile);
    try {
      const { head, chunks } = await peekHead(body);
      return await this.work(unfinished, { layout: sniffSuppressions(head), chunks }, signal);
    } finally {
      body.destroy();
    }
  }

  /** Ends it for good; what was taken in before stays. */
  async fail(record: ImportRecord, failure: string): Promise<void> {
    await this.end({ ...record, state: 'failed', failure });
  }

  private async work(
    unfinished: ImportRecord,
    { layout, chunks }: { readonly layout: SuppressionLayout; readonly chunks: AsyncIterable<Buffer> },
    signal: AbortSignal,
  ): Promise<boolean> {
    let record: ImportRecord = {
      ...unfinished,
      state: 'running',
      startedAt: unfinished.startedAt ?? this.clock.now(),
    };
    if (!(await this.imports.update(record, [], null))) return false;
    const skipped = (layout.hasHeading ? 1 : 0) + record.read;
    for await (const lines of inBatches(csvRecords(chunks, layout), { size: batchSize, skipped })) {
      if (signal.aborted) return true;
      const { counts, rejects } = await this.lines.take({ record, columns: layout.columns, lines });
      record = { ...record, ...sum(record, counts) };
      if (!(await this.imports.update(record, rejects, null))) return false;
    }
    await untilAborted(signal, this.suppressions.untilAllEffective());
    if (signal.aborted) return true;
    return this.end({ ...record, state: 'finished' });
  }

  private async end(record: ImportRecord): Promise<boolean> {
    const finishedAt = this.clock.now();
    const ended = { ...record, finishedAt, spoolFile: null };
    if (!(await this.imports.update(ended, [], importFinished(ended, finishedAt)))) return false;
    if (record.spoolFile !== null) await this.spool.remove(record.spoolFile);
    return true;
  }
}

function sum(before: ImportCounts, more: ImportCounts): ImportCounts {
  return {
    read: before.read + more.read,
    created: before.created + more.created,
    updated: before.updated + more.updated,
    unchanged: before.unchanged + more.unchanged,
    rejected: before.rejected + more.rejected,
  };
}
