// Answers for reading the progress of an import and the lines that it refused.
import { Injectable } from '@nestjs/common';
import { ImportStore, type ImportRecord } from '../../ports/import-store.port.js';
import { notFound } from '../../shared/errors.js';
import type { ImportId } from '../../shared/ids.js';
import { safeCsv } from '../csv/safe-csv.js';

const pageSize = 500;

@Injectable()
export class FindImportsService {
  constructor(private readonly imports: ImportStore) {}

  /** @throws InputError NOT_FOUND */
  async get(id: string): Promise<ImportRecord> {
    const record = await this.imports.find(id as ImportId);
    if (record?.kind !== 'contacts') throw notFound(`import ${id}`);
    return record;
  }

  /** CSV page by page, at constant memory. */
  async *rejectsCsv(id: ImportId): AsyncGenerator<string> {
    yield safeCsv([['line', 'code', 'message', 'record']]);
    let afterLine = 0;
    for (;;) {
      const rejects = await this.imports.rejects(id, afterLine, pageSize);
      const last = rejects.at(-1);
      if (last === undefined) return;
      yield safeCsv(rejects.map(({ line, code, message, record }) => [line, code, message, record]));
      afterLine = last.line;
    }
  }
}
