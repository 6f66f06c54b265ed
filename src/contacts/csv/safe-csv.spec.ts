// Answers for the proof that no cell begins like a formula and that nothing else is touched.
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { safeCsv } from './safe-csv.js';

describe('safeCsv', () => {
  it.each(['=1+1', '+442079460000', '-1', '@SUM(A1)', '\t=1', '\r=1'])('puts an apostrophe before %j', (cell) => {
    expect(parse(safeCsv([['x', cell]]))).toEqual([['x', `'${cell}`]]);
  });

  it('gives any other cell back as it was', () => {
    const cell = fc.string({ unit: 'grapheme' }).filter((text) => !/^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(text));
    fc.assert(
      fc.property(cell, (text) => {
        expect(parse(safeCsv([['x', text]]))).toEqual([['x', text]]);
      }),
    );
  });
});
