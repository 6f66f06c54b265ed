// Answers for the proof that words of others never enter a log.
import { describe, expect, it } from '@jest/globals';
import { DependencyError } from '../shared/errors.js';
import { describeError } from './describe-error.js';

describe('describeError', () => {
  it('leaves out the message of an error that is not ours, in the stack and in causes too', () => {
    const cause = new SyntaxError('Unexpected token in "anna@firma.example"\nanna@firma.example');
    const error = new Error('cannot mail anna@firma.example', { cause });
    expect(JSON.stringify(describeError(error))).not.toContain('anna');
    expect(describeError(error)).toMatchObject({ type: 'Error', cause: { type: 'SyntaxError' } });
  });

  it('keeps our own words and codes', () => {
    const error = new DependencyError('STORAGE_UNAVAILABLE', 'the database is closed');
    expect(describeError(error)).toMatchObject({ code: 'STORAGE_UNAVAILABLE', message: 'the database is closed' });
  });

  it.each([
    ['a string', 'anna@firma.example'],
    ['null', null],
    ['a number', 7],
  ])('tells no value when %s was thrown', (_, thrown) => {
    expect(describeError(thrown)).toEqual({ type: typeof thrown });
  });

  it('ends when causes go round in a circle', () => {
    const error = new Error('a');
    error.cause = error;
    expect(describeError(error).type).toBe('Error');
  });
});
