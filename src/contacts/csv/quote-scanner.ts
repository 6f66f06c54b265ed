// Answers for reading one CSV record line by line (RFC 4180): fields, quotes, doubled quotes, line breaks within quotes.

/** `open`: the record goes on in the next line; `broken`: text stands behind a closing quote. */
export type ScanState = 'done' | 'open' | 'broken';

export class QuoteScanner {
  private readonly values: string[] = [];
  private isQuoted = false;
  private quoted = '';

  constructor(private readonly delimiter: string) {}

  /** Complete after `done`. */
  get fields(): readonly string[] {
    return this.values;
  }

  feed(line: string): ScanState {
    let position = 0;
    for (;;) {
      const next = this.isQuoted ? this.quotedField(line, position) : this.plainField(line, position);
      if (typeof next === 'string') return next;
      position = next;
    }
  }

  private plainField(line: string, position: number): number | ScanState {
    const lead = /^ *"/.exec(line.slice(position, position + 20));
    if (lead !== null) {
      this.isQuoted = true;
      this.quoted = '';
      return position + lead[0].length;
    }
    const end = line.indexOf(this.delimiter, position);
    this.values.push(line.slice(position, end < 0 ? undefined : end));
    return end < 0 ? 'done' : end + 1;
  }

  private quotedField(line: string, position: number): number | ScanState {
    const quote = line.indexOf('"', position);
    if (quote < 0) {
      this.quoted += `${line.slice(position)}\n`;
      return 'open';
    }
    this.quoted += line.slice(position, quote);
    if (line[quote + 1] !== '"') return this.close(line, quote + 1);
    this.quoted += '"';
    return quote + 2;
  }

  private close(line: string, position: number): number | ScanState {
    const end = line.indexOf(this.delimiter, position);
    if (line.slice(position, end < 0 ? undefined : end).trim() !== '') return 'broken';
    this.values.push(this.quoted);
    this.isQuoted = false;
    return end < 0 ? 'done' : end + 1;
  }
}
