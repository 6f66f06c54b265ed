// Answers for the value that every decision ends in: allow, hold or block, with all its reasons.
import type { Instant } from '../shared/instant.js';
import type { ReasonCode } from './reason-codes.js';

/** `hold`: may become allowed by waiting (`until`) or by somebody's action (`fix`); `block`: will not. */
export type Outcome = 'allow' | 'hold' | 'block';

export interface Reason {
  readonly code: ReasonCode;
  readonly effect: 'hold' | 'block';
  /** One sentence for a salesperson; never personal data. */
  readonly message: string;
  /** Law, guideline or rule the reason stands on. */
  readonly citation: string | null;
  /** What somebody can do about it; null where only waiting or nothing helps. */
  readonly fix: string | null;
  /** When waiting ends; null where waiting does not help. */
  readonly until: Instant | null;
}

export interface Verdict {
  readonly outcome: Outcome;
  readonly reasons: readonly Reason[];
  /** `sha256:<hex>` over the checks' version and the rule table. */
  readonly policyVersion: string;
  readonly liaId: string | null;
  readonly liaVersion: number | null;
  readonly decidedAt: Instant;
}

/** The worst effect wins: one block blocks, one hold holds, nothing allows. */
export function outcomeOf(reasons: readonly Reason[]): Outcome {
  if (reasons.some((reason) => reason.effect === 'block')) return 'block';
  return reasons.length > 0 ? 'hold' : 'allow';
}
