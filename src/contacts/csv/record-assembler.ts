// Answers for joining lines to CSV records, and for not letting one forgotten quote swallow the lines behind it.
import type { PhysicalLine } from './physical-lines.js';
import { QuoteScanner } from './quote-scanner.js';

export type RecordProblem = 'INVALID_ENCODING' | 'QUOTE_NOT_CLOSED' | 'LINE_TOO_LONG';

export interface CsvRecord {
  /** Line on which it begins, from 1. */
  readonly line: number;
  /** As it was read, cut to a bound. */
  readonly text: string;
  readonly fields: readonly string[];
  readonly problem: RecordProblem | null;
}

const maxRecordText = 10_000;
// No address book has longer cells; a quote open for longer was forgotten.
const maxOpenLines = 500;
const maxOpenCharacters = 262_144;

interface OpenRecord {
  readonly scanner: QuoteScanner;
  readonly lines: PhysicalLine[];
  length: number;
}

export class RecordAssembler {
  private open: OpenRecord | null = null;

  constructor(private readonly delimiter: string) {}

  push(line: PhysicalLine): CsvRecord[] {
    const records: CsvRecord[] = [];
    const waiting = [line];
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (this.open === null && !next.text.includes('"')) records.push(this.simple(next));
      // A forgotten quote costs the line that it stands on; those behind it are read again.
      else waiting.unshift(...this.quoted(next, records));
    }
    return records;
  }

  /** After the last line: a quote that is still open was never closed. */
  end(): CsvRecord[] {
    const records: CsvRecord[] = [];
    while (this.open !== null) {
      const [first, ...behind] = this.open.lines;
      this.open = null;
      if (first !== undefined) records.push(unclosed(first));
      for (const line of behind) records.push(...this.push(line));
    }
    return records;
  }

  private simple(line: PhysicalLine): CsvRecord {
    return recordOf([line], line.text.split(this.delimiter));
  }

  /** @returns lines to be read again. */
  private quoted(line: PhysicalLine, records: CsvRecord[]): readonly PhysicalLine[] {
    const open = this.open ?? { scanner: new QuoteScanner(this.delimiter), lines: [], length: 0 };
    open.lines.push(line);
    open.length += line.text.length;
    const state = line.isTooLong ? 'broken' : open.scanner.feed(line.text);
    const isTooBig = open.lines.length > maxOpenLines || open.length > maxOpenCharacters;
    this.open = state === 'open' && !isTooBig ? open : null;
    if (this.open !== null) return [];
    if (state === 'done') {
      records.push(recordOf(open.lines, open.scanner.fields));
      return [];
    }
    const [first, ...behind] = open.lines;
    if (first !== undefined) records.push(unclosed(first));
    return behind;
  }
}

function unclosed(line: PhysicalLine): CsvRecord {
  return { ...recordOf([line], []), problem: line.isTooLong ? 'LINE_TOO_LONG' : 'QUOTE_NOT_CLOSED' };
}

function problemOf(lines: readonly PhysicalLine[]): RecordProblem | null {
  if (lines.some((line) => line.isTooLong)) return 'LINE_TOO_LONG';
  return lines.some((line) => line.isBadlyEncoded) ? 'INVALID_ENCODING' : null;
}

function recordOf(lines: readonly PhysicalLine[], fields: readonly string[]): CsvRecord {
  const text = lines.map((line) => line.text).join('\n');
  return {
    line: lines[0]?.number ?? 0,
    text: text.slice(0, maxRecordText),
    fields,
    problem: problemOf(lines),
  };
}
