// Answers for working through one accepted file in batches, from where it was left.
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../ports/audit-log.port.js';
import { Clock } from '../../ports/clock.port.js';
import { ImportStore, type ImportCounts, type ImportRecord } from '../../ports/import-store.port.js';
import { Spool } from '../../ports/spool.port.js';
import { InputError, InvariantError } from '../../shared/errors.js';
import { csvRecords } from '../csv/csv-records.js';
import { peekHead } from '../csv/peek-head.js';
import type { CsvRecord } from '../csv/record-assembler.js';
import { sniffCsv } from '../csv/sniff-csv.js';
import { LiaInForce } from '../lia-in-force.js';
import { inBatches } from './in-batches.js';
import { droppedColumns } from './dropped-columns.js';
import { fieldsDropped, importFinished } from './import-events.js';
import { ImportLinesService } from './import-lines.service.js';

const batchSize = 200;
const headingCount = 1;

type Columns = Parameters<typeof droppedColumns>[0];

/** Asked between two batches: the process is going down. */
export type StopSign = () => boolean;

@Injectable()
export class RunImportService {
  constructor(
    private readonly imports: ImportStore,
    private readonly spool: Spool,
    private readonly lines: ImportLinesService,
    private readonly lias: LiaInForce,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Progress and rejects are stored together after each batch; `read` says how many records are behind it, and that is
   * where the next run begins. @returns null where another process is at work on it: then this one lets go.
   * @throws DependencyError and others: run it again.
   */
  async run(unfinished: ImportRecord, mustStop: StopSign): Promise<ImportRecord | null> {
    const body = this.spool.read(spoolName(unfinished));
    try {
      const { head, chunks } = await peekHead(body);
      return await this.work(unfinished, { layout: sniffCsv(head), chunks }, mustStop);
    } catch (error) {
      // The assessment was withdrawn, or became overdue, after the file was accepted.
      if (error instanceof InputError) return await this.fail(unfinished.id, error.message);
      throw error;
    } finally {
      body.destroy();
    }
  }

  /** Ends it for good; what was taken in before stays. */
  async fail(id: ImportRecord['id'], failure: string): Promise<ImportRecord | null> {
    const record = await this.imports.find(id);
    if (record === null) throw new InvariantError('INTERNAL', `import ${id} is gone`);
    return this.end({ ...record, state: 'failed', failure });
  }

  private async work(
    unfinished: ImportRecord,
    { layout, chunks }: { layout: ReturnType<typeof sniffCsv>; chunks: AsyncIterable<Buffer> },
    mustStop: StopSign,
  ): Promise<ImportRecord | null> {
    const { columns } = layout;
    let record = await this.start(unfinished, columns);
    const skipped = headingCount + unfinished.read;
    for await (const lines of inBatches(csvRecords(chunks, layout), { size: batchSize, skipped })) {
      if (record === null || mustStop()) return record;
      record = await this.take(record, columns, lines);
    }
    if (record === null) return null;
    return this.end({ ...record, state: 'finished' });
  }

  private async start(record: ImportRecord, columns: Columns): Promise<ImportRecord | null> {
    const { version } = await this.lias.require(record.liaId ?? undefined);
    const startedAt = record.startedAt ?? this.clock.now();
    const droppedFields = droppedColumns(columns, version.draft.bounds.dataFields);
    const started: ImportRecord = { ...record, state: 'running', startedAt, droppedFields };
    const dropped = fieldsDropped(started, startedAt);
    if (dropped !== null) await this.auditLog.append([dropped]);
    return (await this.imports.update(started, [], null)) ? started : null;
  }

  private async take(
    record: ImportRecord,
    columns: Columns,
    lines: readonly CsvRecord[],
  ): Promise<ImportRecord | null> {
    // Asked for each batch: a withdrawal counts from the next one on.
    const lia = await this.lias.require(record.liaId ?? undefined);
    const { counts, rejects } = await this.lines.take({ record, lia, columns, lines });
    const next = { ...record, ...sum(record, counts) };
    return (await this.imports.update(next, rejects, null)) ? next : null;
  }

  private async end(record: ImportRecord): Promise<ImportRecord | null> {
    const finishedAt = this.clock.now();
    const ended = { ...record, finishedAt, spoolFile: null };
    if (!(await this.imports.update(ended, [], importFinished(ended, finishedAt)))) return null;
    if (record.spoolFile !== null) await this.spool.remove(record.spoolFile);
    return ended;
  }
}

function spoolName({ id, spoolFile }: ImportRecord): string {
  if (spoolFile === null) throw new InvariantError('INTERNAL', `import ${id} has no file`);
  return spoolFile;
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
