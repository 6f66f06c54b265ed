// Answers for taking in a batch of lines at once: commits are shared, one person's lines keep their order.
import { Injectable } from '@nestjs/common';
import type { ImportCounts, ImportRecord, ImportReject } from '../../ports/import-store.port.js';
import { InputError, InvariantError } from '../../shared/errors.js';
import type { ContactColumn } from '../csv/contact-columns.js';
import { sourceColumnHeadings } from '../csv/contact-columns.js';
import type { CsvRecord } from '../csv/record-assembler.js';
import type { RawSource } from '../fields/read-source.js';
import type { CoveringLia } from '../lia-in-force.js';
import { StoreContactService } from '../store-contact.service.js';
import { contactIdOfLine } from './contact-id-of-line.js';
import { ForgetErasedService } from './forget-erased.service.js';
import { rejectOfColumnCount, rejectOfInput, rejectOfRecord } from './reject-of.js';
import { rowToContact, type ContactRow } from './row-to-contact.js';

export interface LineBatch {
  readonly record: ImportRecord;
  readonly lia: CoveringLia;
  readonly columns: readonly ContactColumn[];
  readonly lines: readonly CsvRecord[];
}

export interface BatchOutcome {
  readonly counts: ImportCounts;
  readonly rejects: readonly ImportReject[];
}

type LineOutcome = 'created' | 'updated' | 'unchanged' | ImportReject;

function columnOf(_index: number, field: keyof RawSource): string {
  return sourceColumnHeadings[field];
}

function countOf(outcomes: readonly LineOutcome[], wanted: string): number {
  return outcomes.filter((outcome) => outcome === wanted).length;
}

@Injectable()
export class ImportLinesService {
  constructor(
    private readonly storer: StoreContactService,
    private readonly erased: ForgetErasedService,
  ) {}

  /** Harmless when repeated: a line that was stored before is found stored, and counted as it was. */
  async take(batch: LineBatch): Promise<BatchOutcome> {
    const lastOfPerson = new Map<string, Promise<LineOutcome>>();
    const outcomes = await Promise.all(
      batch.lines.map((line) => {
        const read = this.read(line, batch.columns);
        if ('code' in read) return Promise.resolve(read);
        const person = read.raw.email?.toLowerCase() ?? '';
        const before = lastOfPerson.get(person);
        const outcome =
          before === undefined ? this.store(line, read, batch) : before.then(() => this.store(line, read, batch));
        lastOfPerson.set(person, outcome);
        return outcome;
      }),
    );
    const rejects = outcomes.filter((outcome) => typeof outcome !== 'string');
    const counts = {
      read: outcomes.length,
      created: countOf(outcomes, 'created'),
      updated: countOf(outcomes, 'updated'),
      unchanged: countOf(outcomes, 'unchanged'),
      rejected: rejects.length,
    };
    return { counts, rejects: await this.erased.forget(rejects) };
  }

  private read(line: CsvRecord, columns: readonly ContactColumn[]): ContactRow | ImportReject {
    if (line.problem !== null) return rejectOfRecord(line, line.problem);
    if (line.fields.length !== columns.length) return rejectOfColumnCount(line, columns.length);
    return rowToContact(columns, line.fields);
  }

  private async store(line: CsvRecord, row: ContactRow, { record, lia }: LineBatch): Promise<LineOutcome> {
    if (record.startedAt === null)
      throw new InvariantError('INTERNAL', `import ${record.id} is worked on before its start`);
    const contactId = contactIdOfLine(record.id, record.startedAt, line.line);
    try {
      const { outcome, contact } = await this.storer.store({
        ...row,
        sourceField: columnOf,
        lia,
        actor: record.requestedBy,
        importId: record.id,
        contactId,
      });
      return contact.id === contactId ? 'created' : outcome;
    } catch (error) {
      if (error instanceof InputError) return rejectOfInput(line, error);
      throw error;
    }
  }
}
