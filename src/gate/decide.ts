// Answers for the one decision that every touch must pass: allow, hold or block, with every reason.
import type { Instant } from '../shared/instant.js';
import { checks } from './checks.js';
import type { Facts } from './facts.js';
import { makeInquiry } from './inquiry.js';
import type { RuleTable } from './rule-table/rule-table.js';
import { outcomeOf, type Reason, type Verdict } from './verdict.js';

/**
 * Pure: the same facts, table and time give the same verdict. Blocking reasons come first, each group in the order of
 * the checks, so that the first reason is the one to tell.
 */
export function decide(facts: Facts, table: RuleTable, now: Instant): Verdict {
  const inquiry = makeInquiry(facts, table, now);
  const found = distinct(checks.flatMap((check) => check(inquiry)));
  const reasons = [...withEffect(found, 'block'), ...withEffect(found, 'hold')];
  return {
    outcome: outcomeOf(reasons),
    reasons,
    policyVersion: table.policyVersion,
    liaId: facts.lia?.id ?? null,
    liaVersion: facts.lia?.version ?? null,
    decidedAt: now,
  };
}

function withEffect(reasons: readonly Reason[], effect: Reason['effect']): Reason[] {
  return reasons.filter((reason) => reason.effect === effect);
}

/** Two checks may find the same thing, for example a withdrawn assessment by its state and by its gate row. */
function distinct(reasons: readonly Reason[]): Reason[] {
  const seen = new Set<string>();
  return reasons.filter(({ code, message }) => {
    const text = `${code} ${message}`;
    return seen.has(text) ? false : seen.add(text);
  });
}
