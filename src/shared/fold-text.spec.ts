// Answers for the proof that folding texts forgets case, outer spaces and composition, and nothing else.
import { describe, expect, it } from '@jest/globals';
import { foldText } from './fold-text.js';

describe('foldText', () => {
  it.each([
    ['Head of Learning', ' head OF learning '],
    ['Münchner Straße', 'MÜNCHNER STRASSE'],
    ['Ångström', 'A\u030angstro\u0308m'],
    ['Διευθυντής', 'ΔΙΕΥΘΥΝΤΉΣ'],
    ['Директор', 'ДИРЕКТОР'],
  ])('is equal when %s and %s differ in spelling only [A08]', (left, right) => {
    expect(foldText(left)).toBe(foldText(right));
  });

  it('differs when the words differ [A08]', () => {
    expect(foldText('Müller')).not.toBe(foldText('Muller'));
  });
});
