// Answers for the proof that the form asked for is the form given.
import { describe, expect, it } from '@jest/globals';
import { negotiateType } from './negotiate-type.js';

const offered = ['application/json', 'text/csv', 'application/prov+json'] as const;

describe('negotiateType', () => {
  it.each([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['text/*', 'text/csv'],
    ['text/csv;q=0.5, application/prov+json', 'application/prov+json'],
    ['application/json;q=0, */*;q=0.1', 'text/csv'],
    ['TEXT/CSV; header=present', 'text/csv'],
    ['text/html', null],
    ['application/json;q=x', null],
  ])('answers %s with %s', (accept, type) => {
    expect(negotiateType(accept, offered)).toBe(type);
  });
});
