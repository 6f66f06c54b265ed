// Answers for suppressing what a batch of lines names; commits are shared, and the file's end waits for all of them.
import { Injectable } from '@nestjs/common';
import type { CsvRecord } from '../../contacts/csv/record-assembler.js';
import { rejectOfInput, rejectOfRecord } from '../../contacts/imports/reject-of.js';
import { Clock } from '../../ports/clock.port.js';
import type { ImportCounts, ImportRecord, ImportReject } from '../../ports/import-store.port.js';
import { InputError } from '../../shared/errors.js';
import { RecordSuppressionService } from '../record-suppression.service.js';
import type { SuppressionSweep } from '../suppression-sweep.js';
import { SuppressionService } from '../suppression.service.js';
import { readSuppressionRow } from './read-suppression-row.js';
import type { SuppressionColumn } from './suppression-columns.js';

export interface SuppressionBatch {
  readonly record: ImportRecord;
  readonly columns: readonly SuppressionColumn[];
  readonly lines: readonly CsvRecord[];
}

type LineOutcome = 'created' | 'unchanged' | ImportReject;

@Injectable()
export class SuppressLinesService {
  constructor(
    private readonly suppressions: SuppressionService,
    private readonly recorder: RecordSuppressionService,
    private readonly clock: Clock,
  ) {}

  /** Durable when it resolves, effective one lease later. Harmless when repeated: it never lifts, and never doubles. */
  async take(batch: SuppressionBatch): Promise<{ counts: ImportCounts; rejects: ImportReject[] }> {
    const outcomes = await this.suppressions.unacknowledged((sweep) =>
      Promise.all(batch.lines.map((line) => this.takeLine(line, batch, sweep))),
    );
    const rejects = outcomes.filter((outcome) => typeof outcome !== 'string');
    const created = outcomes.filter((outcome) => outcome === 'created').length;
    const unchanged = outcomes.length - created - rejects.length;
    return { counts: { read: outcomes.length, created, updated: 0, unchanged, rejected: rejects.length }, rejects };
  }

  private async takeLine(line: CsvRecord, batch: SuppressionBatch, sweep: SuppressionSweep): Promise<LineOutcome> {
    if (line.problem !== null) return rejectOfRecord(line, line.problem);
    try {
      const { subjects, ...why } = readSuppressionRow(batch.columns, line.fields, { now: this.clock.now() });
      const order = { ...why, actor: batch.record.requestedBy };
      const outcomes = await Promise.all(subjects.map((subject) => this.recorder.suppressIn(sweep, subject, order)));
      return outcomes.some(({ isNew }) => isNew) ? 'created' : 'unchanged';
    } catch (error) {
      if (error instanceof InputError) return rejectOfInput(line, error);
      throw error;
    }
  }
}
