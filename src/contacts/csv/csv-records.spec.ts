// Answers for the proof that CSV is read as others read it, and that damage stays on the line where it is.
import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { csvRecords, type CsvDialect } from './csv-records.js';
import type { CsvRecord } from './record-assembler.js';

const comma: CsvDialect = { delimiter: ',', lineEnd: '\n' };

async function read(text: string | Buffer, dialect: CsvDialect = comma, chunkBytes = 7): Promise<CsvRecord[]> {
  const bytes = Buffer.from(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, index) =>
    bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes),
  );
  const records: CsvRecord[] = [];
  for await (const group of csvRecords(Readable.from(chunks), dialect)) records.push(...group);
  return records;
}

const brief = (records: readonly CsvRecord[]) =>
  records.map(({ line, fields, problem }) => [line, problem ?? fields.join('|')]);

describe('csvRecords', () => {
  it('reads what csv-stringify writes as csv-parse does, in chunks of any size', async () => {
    const cell = fc
      .oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('"', 'a"b', ',', ';', '\n', 'a\nb', ' x '))
      .map((text) => text.replace(/[\r\0]/g, ''));
    const rows = fc.array(fc.tuple(fc.constant('x'), cell, cell), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.constantFrom(',', ';', '\t'),
        fc.integer({ min: 1, max: 40 }),
        async (table, delimiter, size) => {
          const text = stringify(table, { delimiter, quoted_string: true });
          const records = await read(text, { delimiter, lineEnd: '\n' }, size);
          expect(records.map((record) => record.fields)).toEqual(parse(text, { delimiter }));
        },
      ),
    );
  });

  it.each<[string, string, (string | number)[][]]>([
    [
      'Windows line ends and a byte order mark',
      '\uFEFFa,b\r\n1,2\r\n',
      [
        [1, 'a|b'],
        [2, '1|2'],
      ],
    ],
    [
      'a last line without an end',
      'a,b\n1,',
      [
        [1, 'a|b'],
        [2, '1|'],
      ],
    ],
    [
      'blank lines',
      'a\n\n  \n,,\n1',
      [
        [1, 'a'],
        [5, '1'],
      ],
    ],
    [
      'the first line of a record of several',
      'a\n"x\ny",z\nb',
      [
        [1, 'a'],
        [2, 'x\ny|z'],
        [4, 'b'],
      ],
    ],
    ['a quote within a word', 'a 5" pipe,b', [[1, 'a 5" pipe|b']]],
    ['spaces around quotes', 'a, "b, c" ,d', [[1, 'a|b, c|d']]],
    [
      'a quote that was never closed',
      'a\n"b,c\nd\ne',
      [
        [1, 'a'],
        [2, 'QUOTE_NOT_CLOSED'],
        [3, 'd'],
        [4, 'e'],
      ],
    ],
    [
      'a forgotten quote before a good one',
      '"a,1\n"b, x",2\n"c",3',
      [
        [1, 'QUOTE_NOT_CLOSED'],
        [2, 'b, x|2'],
        [3, 'c|3'],
      ],
    ],
    [
      'text behind a closing quote',
      '"a" b,1\nc,2',
      [
        [1, 'QUOTE_NOT_CLOSED'],
        [2, 'c|2'],
      ],
    ],
  ])('reads %s', async (_, text, expected) => {
    expect(brief(await read(text))).toEqual(expected);
  });

  it('tells the one line that is not UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('a\n'), Buffer.from('caf\xe9\n', 'latin1'), Buffer.from('café')]);
    expect(brief(await read(bytes))).toEqual([
      [1, 'a'],
      [2, 'INVALID_ENCODING'],
      [3, 'café'],
    ]);
  });

  it('gives up a quote that stays open for longer than any cell, and reads on behind its line', async () => {
    const lines = Array.from({ length: 2_000 }, (_, index) => `line ${index}`);
    const records = await read(['"open', ...lines].join('\n'), comma, 65_536);
    expect(records).toHaveLength(2_001);
    expect(records.filter((record) => record.problem !== null).map((record) => record.line)).toEqual([1]);
  });

  it('keeps nothing of a line without end but its beginning', async () => {
    const records = await read(`a\n${'x'.repeat(3_000_000)}\nb`, comma, 65_536);
    expect(brief(records)).toEqual([
      [1, 'a'],
      [2, 'LINE_TOO_LONG'],
      [3, 'b'],
    ]);
    expect(records[1]!.text.length).toBeLessThan(10_000);
  });
});
