// Answers for the proof that a mark against soliciting is never read as its absence.
import { describe, expect, it } from '@jest/globals';
import { readFlag } from './read-flag.js';

describe('readFlag', () => {
  it.each(['true', 'TRUE', ' Yes ', '1', 'x', 'WAHR', 'Ja', 'VRAI', 'sí'])(
    'is yes when a file says %j [A10]',
    (text) => {
      expect(readFlag(text)).toBe(true);
    },
  );

  it.each(['false', 'FALSE', 'no', '0', 'FALSCH', 'nein', 'FAUX', 'nej'])('is no when a file says %j [A10]', (text) => {
    expect(readFlag(text)).toBe(false);
  });

  it.each(['maybe', '2', 'none found', '-', 'see page'])('is a problem when a file says %j [A10]', (text) => {
    expect(readFlag(text)).toEqual({ code: 'NOT_YES_OR_NO', message: 'is neither yes nor no' });
  });
});
