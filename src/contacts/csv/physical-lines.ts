// Answers for cutting a stream of bytes into lines, at constant memory whatever the length of a line.
import { isUtf8 } from 'node:buffer';

export interface PhysicalLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** Not UTF-8; the text is read as Latin-1 then, so that its structure can still be seen. */
  readonly isBadlyEncoded: boolean;
  /** Longer than any real line; the text is its beginning. */
  readonly isTooLong: boolean;
}

export type LineEnd = '\n' | '\r';

const maxLineBytes = 1_048_576;
const keptOfTooLong = 2_000;
const bom = Buffer.from([0xef, 0xbb, 0xbf]);
const carriageReturn = 0x0d;

class LineCutter {
  private number = 0;
  private carry: Buffer = Buffer.alloc(0);
  private isOverflowing = false;
  private readonly endByte: number;

  constructor(lineEnd: LineEnd) {
    this.endByte = lineEnd.charCodeAt(0);
  }

  cut(chunk: Buffer): PhysicalLine[] {
    const lines: PhysicalLine[] = [];
    let start = 0;
    for (let end = chunk.indexOf(this.endByte); end >= 0; end = chunk.indexOf(this.endByte, start)) {
      lines.push(this.finish(chunk.subarray(start, end)));
      start = end + 1;
    }
    this.keep(chunk.subarray(start));
    return lines;
  }

  /** What follows the last line end, if anything does. */
  rest(): PhysicalLine[] {
    return this.carry.length > 0 ? [this.finish(Buffer.alloc(0))] : [];
  }

  private keep(bytes: Buffer): void {
    if (this.isOverflowing) return;
    this.carry = this.carry.length === 0 ? Buffer.from(bytes) : Buffer.concat([this.carry, bytes]);
    if (this.carry.length <= maxLineBytes) return;
    this.isOverflowing = true;
    this.carry = this.carry.subarray(0, keptOfTooLong);
  }

  private finish(bytes: Buffer): PhysicalLine {
    this.keepUnlessEmpty(bytes);
    const whole = this.carry.length > 0 ? this.carry : bytes;
    const isTooLong = this.isOverflowing || whole.length > maxLineBytes;
    this.carry = Buffer.alloc(0);
    this.isOverflowing = false;
    this.number += 1;
    const line = trimmed(isTooLong ? whole.subarray(0, keptOfTooLong) : whole, this.number === 1);
    const isBadlyEncoded = !isTooLong && !isUtf8(line);
    return { number: this.number, text: line.toString(isBadlyEncoded ? 'latin1' : 'utf8'), isBadlyEncoded, isTooLong };
  }

  private keepUnlessEmpty(bytes: Buffer): void {
    if (this.carry.length > 0 && bytes.length > 0) this.keep(bytes);
  }
}

function trimmed(line: Buffer, isFirst: boolean): Buffer {
  const start = isFirst && line.subarray(0, 3).equals(bom) ? 3 : 0;
  return line.subarray(start, line.at(-1) === carriageReturn ? -1 : undefined);
}

/** Yields the lines of each chunk together, without their ends (`\n` or `\r\n`; or `\r`) and without a byte order mark. */
export async function* physicalLines(
  chunks: AsyncIterable<Buffer>,
  lineEnd: LineEnd,
): AsyncGenerator<readonly PhysicalLine[]> {
  const cutter = new LineCutter(lineEnd);
  for await (const chunk of chunks) yield cutter.cut(chunk);
  yield cutter.rest();
}
