// Answers for verdicts of refusals that come after the gate: a claim that lost a race, an outcome that is still owed.
import { reason } from '../gate/reason.js';
import { outcomeOf, type Reason, type Verdict } from '../gate/verdict.js';
import type { ClaimRefusal } from '../ports/touch-ledger.port.js';
import type { PermitId } from '../shared/ids.js';

const claimReasons: Readonly<Record<ClaimRefusal, () => Reason>> = {
  SUPPRESSED: () => reason('SUPPRESSED', { slots: { cause: 'just now' } }),
  GATE_CLOSED: () => reason('SUPPRESSED', { slots: { cause: 'just now' } }),
  CAP_REACHED: () => reason('CALL_LIMIT', { slots: { max: 'the' } }),
  GAP_NOT_OVER: () => reason('CALL_LIMIT', { slots: { max: 'the' } }),
  // Somebody else holds the permit for this very call.
  TOUCH_EXISTS: () => reason('CALL_LIMIT', { slots: { max: 'the' } }),
  PERSON_MERGED: () => reason('PERSON_CONFLICT'),
  PERSON_UNKNOWN: () => reason('CONTACT_UNKNOWN'),
};

function refused(verdict: Verdict, reasons: readonly Reason[]): Verdict {
  return { ...verdict, reasons, outcome: outcomeOf(reasons) };
}

export function claimRefusal(verdict: Verdict, refusals: readonly ClaimRefusal[]): Verdict {
  return refused(
    verdict,
    refusals.map((refusal) => claimReasons[refusal]()),
  );
}

/** An outcome is mandatory (V1): who owes one gets no further permit. Named, because its own reply may have been lost. */
export function outcomeMissing(verdict: Verdict, owed: PermitId): Verdict {
  return refused(verdict, [reason('CALL_OUTCOME_MISSING', { slots: { permit: owed } })]);
}

/** The caller could not say who calls, why and from where the number is in a language of the person. */
export function scriptMissing(verdict: Verdict): Verdict {
  return refused(verdict, [reason('LANGUAGE_UNAVAILABLE')]);
}
