// Answers for proving what holds for every decision, whatever its facts.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayMs, plusMs } from '../shared/instant.js';
import { anyFacts, unknownForms } from './any-facts.builder.js';
import { decide } from './decide.js';
import { callFacts, emailFacts, workingHour } from './facts.builder.js';
import { reasonCodes, type ReasonCode } from './reason-codes.js';
import { reason } from './reason.js';
import { policyVersion, ruleTable } from './rule-table/rule-table.js';
import { outcomeOf, type Reason } from './verdict.js';

const ranks = { allow: 0, hold: 1, block: 2 } as const;
const anyReason = fc
  .tuple(fc.constantFrom(...(Object.keys(reasonCodes) as ReasonCode[])), fc.constantFrom('hold', 'block'))
  .map(([code, effect]): Reason => reason(code, { effect }));

describe('outcomeOf', () => {
  it('never gets better when a reason is added', () => {
    fc.assert(
      fc.property(fc.array(anyReason), anyReason, (reasons, more) => {
        const before = outcomeOf(reasons);
        const after = outcomeOf([...reasons, more]);
        expect(ranks[after]).toBeGreaterThanOrEqual(Math.max(ranks[before], ranks[more.effect]));
      }),
    );
  });
});

describe('decide', () => {
  it('allows a British company by email and by phone when everything is in order [case 21]', () => {
    expect(decide(emailFacts(), ruleTable, workingHour)).toEqual({
      outcome: 'allow',
      reasons: [],
      policyVersion,
      liaId: 'lia-1',
      liaVersion: 1,
      decidedAt: workingHour,
    });
    expect(decide(callFacts(), ruleTable, workingHour).outcome).toBe('allow');
  });

  it('collects every reason, blocking ones first', () => {
    const facts = emailFacts({
      contact: { subscriberType: 'unknown', country: 'GB', state: 'quarantined' },
      person: { usedCount: 3, lastTouchAt: plusMs(workingHour, -dayMs) },
      lia: { state: 'overdue' },
      campaign: { state: 'paused' },
    });
    expect(decide(facts, ruleTable, workingHour).reasons.map(({ code }) => code)).toEqual([
      'CONSENT_REQUIRED',
      'LIA_OVERDUE',
      'EMAIL_LIMIT',
      'CONTACT_QUARANTINED',
      'SUBSCRIBER_UNPROVEN',
      'GAP_NOT_OVER',
      'CAMPAIGN_NOT_RUNNING',
    ]);
  });

  it('gives the same verdict for the same facts', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const copy = structuredClone(facts);
        expect(decide(facts, ruleTable, workingHour)).toEqual(decide(copy, ruleTable, workingHour));
        expect(facts).toEqual(copy);
      }),
    );
  });

  it('fits its outcome to its reasons, and leaves no slot of a message open', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { outcome, reasons } = decide(facts, ruleTable, workingHour);
        expect(outcome).toBe(outcomeOf(reasons));
        for (const { message, fix } of reasons) expect(`${message}${fix ?? ''}`).not.toMatch(/[{}]|undefined|null|NaN/);
      }),
      { numRuns: 300 },
    );
  });

  it('never allows what it refused, nor makes it milder than a hold, when a fact becomes unknown [P9]', () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...unknownForms), (facts, { forget }) => {
        const before = decide(facts, ruleTable, workingHour).outcome;
        fc.pre(before !== 'allow');
        expect(decide(forget(facts), ruleTable, workingHour).outcome).not.toBe('allow');
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(unknownForms.filter(({ isNeeded }) => isNeeded))(
    'does not allow when $name is not known [P9]',
    ({ forget }) => {
      const outcomes = [
        emailFacts({ contact: { country: 'BE', mailboxKind: 'generic' }, lia: { bounds: { countries: ['BE'] } } }),
        callFacts(),
      ].map((facts) => {
        expect(decide(facts, ruleTable, workingHour).outcome).toBe('allow');
        return decide(forget(facts), ruleTable, workingHour).outcome;
      });
      expect(outcomes.some((outcome) => outcome !== 'allow')).toBe(true);
    },
  );
});
