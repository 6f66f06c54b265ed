// Answers for the JSON in which a verdict is shown, stored in leaves and returned by the API.
import type { Verdict } from '../gate/verdict.js';
import { toIso } from '../shared/instant.js';

/** Times are RFC 3339 UTC; null members are kept, so that a reader sees what was looked at. */
export function verdictView(verdict: Verdict) {
  return {
    outcome: verdict.outcome,
    reasons: verdict.reasons.map(({ code, message, citation, fix, until }) => ({
      code,
      message,
      citation,
      fix,
      until: until === null ? null : toIso(until),
    })),
    policyVersion: verdict.policyVersion,
    liaId: verdict.liaId,
    liaVersion: verdict.liaVersion,
    decidedAt: toIso(verdict.decidedAt),
  };
}
