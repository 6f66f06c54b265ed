// Answers for proving that objections and closed gate rows stop every touch.
import { describe, expect, it } from '@jest/globals';
import { codesOf } from '../codes-of.builder.js';
import { at, callFacts, emailFacts } from '../facts.builder.js';
import type { PersonFacts } from '../facts.js';

const unsubscribed = { suppression: { cause: 'unsubscribe', effectiveAt: at('2026-11-23T10:00:00Z') } } as const;

describe('suppressed', () => {
  it('allows when nobody objected', () => {
    expect(codesOf(emailFacts())).toEqual([]);
  });

  it('blocks email and call when the person opted out [case 1] [case 15] [O1] [P1]', () => {
    expect(codesOf(emailFacts({ person: unsubscribed }))).toEqual(['block SUPPRESSED']);
    expect(codesOf(callFacts({ person: unsubscribed }))).toEqual(['block SUPPRESSED']);
  });

  it.each<[PersonFacts['closedGates'][number], string]>([
    ['domain', 'block SUPPRESSED'],
    ['phone', 'block SUPPRESSED'],
    ['lia', 'block LIA_NOT_IN_FORCE'],
    ['campaign', 'hold CAMPAIGN_NOT_RUNNING'],
    ['installation', 'hold INSTALLATION_STOPPED'],
  ])('never allows when the gate row of the %s is closed [R14]', (gate, code) => {
    expect(codesOf(emailFacts({ person: { closedGates: [gate] } }))).toEqual([code]);
  });

  it('holds when the addresses belong to two people [R0]', () => {
    expect(codesOf(emailFacts({ person: { isInConflict: true } }))).toEqual(['hold PERSON_CONFLICT']);
  });
});
