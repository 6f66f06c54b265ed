// Answers for asking the whole gate in a test and looking at the codes of its reasons.
import type { Instant } from '../shared/instant.js';
import { decide } from './decide.js';
import type { Facts } from './facts.js';
import { workingHour } from './facts.builder.js';
import type { ReasonCode } from './reason-codes.js';
import { ruleTable } from './rule-table/rule-table.js';

/** Codes with their effects, `block CONSENT_REQUIRED`; empty means allowed. */
export function codesOf(facts: Facts, now: Instant = workingHour): string[] {
  return decide(facts, ruleTable, now).reasons.map(({ code, effect }) => `${effect} ${code satisfies ReasonCode}`);
}
