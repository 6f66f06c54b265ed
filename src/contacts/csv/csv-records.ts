// Answers for reading a CSV stream record by record; blank lines are no records, bad ones never stop it.
import { physicalLines, type LineEnd } from './physical-lines.js';
import { RecordAssembler, type CsvRecord } from './record-assembler.js';

export interface CsvDialect {
  readonly delimiter: string;
  readonly lineEnd: LineEnd;
}

function isBlank(record: CsvRecord): boolean {
  return record.problem === null && record.fields.every((field) => field.trim() === '');
}

/** Yields the records of each chunk together, the heading among them. */
export async function* csvRecords(
  chunks: AsyncIterable<Buffer>,
  { delimiter, lineEnd }: CsvDialect,
): AsyncGenerator<readonly CsvRecord[]> {
  const assembler = new RecordAssembler(delimiter);
  for await (const lines of physicalLines(chunks, lineEnd)) {
    yield lines.flatMap((line) => assembler.push(line)).filter((record) => !isBlank(record));
  }
  yield assembler.end().filter((record) => !isBlank(record));
}
