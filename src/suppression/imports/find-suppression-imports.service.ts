// Answers for reading the progress of a suppression file and the lines that it refused.
import { Injectable } from '@nestjs/common';
import { safeCsv } from '../../contacts/csv/safe-csv.js';
import { ImportStore, type ImportRecord } from '../../ports/import-store.port.js';
import { notFound } from '../../shared/errors.js';
import type { ImportId } from '../../shared/ids.js';

const pageSize = 500;

@Injectable()
export class FindSuppressionImportsService {
  constructor(private readonly imports: ImportStore) {}

  /** @throws InputError NOT_FOUND */
  async get(id: string): Promise<ImportRecord> {
    const record = await this.imports.find(id as ImportId);
    if (record?.kind !== 'suppressions') throw notFound('this import');
    return record;
  }

  /** CSV page by page, at constant memory. */
  async *rejectsCsv(id: ImportId): AsyncGenerator<string> {
    yield safeCsv([['line', 'code', 'message', 'record']]);
    let page = await this.imports.rejects(id, 0, pageSize);
    for (let last = page.at(-1); last !== undefined; last = page.at(-1)) {
      yield safeCsv(page.map(({ line, code, message, record }) => [line, code, message, record]));
      page = await this.imports.rejects(id, last.line, pageSize);
    }
  }
}
