// Answers for proving how a job title is compared with a target role.
import { describe, expect, it } from '@jest/globals';
import { matchesRole } from './matches-role.js';

describe('matchesRole', () => {
  it.each([
    ['Head of Learning', 'head of learning'],
    ['  Head of Learning ', 'Head of Learning'],
    ['Head of Learning', 'Head of *'],
    ['Head of Learning', '*learning'],
    ['Global HR Lead', '*hr*'],
    ['Anything', '*'],
    ['Anything', '**'],
    ['Directrice générale', 'directrice ge\u0301ne\u0301rale'],
    ['C++ Lead (EMEA)', 'c++ lead (emea)'],
  ])('fits %j to %j [A08]', (title, role) => {
    expect(matchesRole(title, role)).toBe(true);
  });

  it.each([
    ['Head of Sales', 'Head of Learning'],
    ['Deputy Head of Learning', 'Head of *'],
    ['Learning Assistant', '*learning'],
    ['Head of Learning', 'Head*Learning'],
    ['Head of Learning', ''],
    ['', '*'],
    ['   ', '*'],
  ])('does not fit %j to %j [A08]', (title, role) => {
    expect(matchesRole(title, role)).toBe(false);
  });
});
