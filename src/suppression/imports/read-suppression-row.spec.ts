// Answers for proving how lines of suppression files are read, and that doubt suppresses.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InputError } from '../../shared/errors.js';
import { toIso, type Instant } from '../../shared/instant.js';
import { readSuppressionRow } from './read-suppression-row.js';
import { suppressionColumn } from './suppression-columns.js';

const now = Date.UTC(2026, 10, 23) as Instant;

function read(headings: string, ...fields: string[]) {
  return readSuppressionRow(headings.split(',').map(suppressionColumn), fields, { now });
}

describe('readSuppressionRow', () => {
  it.each([
    ['1443651125', '2015-09-30T22:12:05.000Z'],
    ['1443651125000', '2015-09-30T22:12:05.000Z'],
    ['2024-05-01 10:00:00', '2024-05-01T10:00:00.000Z'],
    ['2024-05-01', '2024-05-01T00:00:00.000Z'],
    ['2024-05-01T12:00:00+02:00', '2024-05-01T10:00:00.000Z'],
    ['Fri, 21 Oct 2011 11:02:55 GMT', '2011-10-21T11:02:55.000Z'],
    ['no time at all', toIso(now)],
    ['2999-01-01', toIso(now)],
  ])('reads the time %j; a time that cannot be is now', (text, wanted) => {
    expect(toIso(read('email,created', 'a@b.example', text).receivedAt)).toBe(wanted);
  });

  it('keeps the words of the service but no address in them [O5]', () => {
    expect(read('email,reason', 'a@b.example', '550 5.1.1 <a@b.example>: unknown').note).toBe(
      '550 5.1.1 <[address]>: unknown',
    );
  });

  it('suppresses address and number alike when a line has both', () => {
    expect(read('Email,Phone', 'a@b.example', '+44 20 7946 0018').subjects).toEqual([
      { kind: 'email', email: 'a@b.example' },
      { kind: 'phone', phone: '+442079460018' },
    ]);
  });

  it.each([
    ['b.example', { kind: 'domain', domain: 'b.example' }],
    ['@b.example', { kind: 'domain', domain: 'b.example' }],
    ["'+442079460018", { kind: 'phone', phone: '+442079460018' }],
    ['<a@b.example>', { kind: 'email', email: 'a@b.example' }],
  ])('tells by its looks what %j is', (text, subject) => {
    expect(read('emails', text).subjects).toEqual([subject]);
  });

  it("takes somebody's wish for the cause when no word says why [P9]", () => {
    expect(read('email', 'a@b.example').cause).toBe('manual');
    expect(read('email,reason', 'a@b.example', 'whatever').cause).toBe('manual');
  });

  it('throws nothing but an InputError, whatever the line', () => {
    const headings = fc.constantFrom('email,reason,created', 'phone,status', 'domain,note,type', 'a,b');
    fc.assert(
      fc.property(
        headings,
        fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 4 }),
        (names, fields) => {
          try {
            expect(read(names, ...fields).subjects.length).toBeGreaterThan(0);
          } catch (error) {
            if (!(error instanceof InputError)) throw error;
          }
        },
      ),
    );
  });
});
