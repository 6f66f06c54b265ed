// Answers for objections and other stops: whoever opted out, or lies behind a closed gate row, is left alone (O1, G8; P1).
import type { Inquiry } from '../inquiry.js';
import { reason } from '../reason.js';
import type { PersonFacts } from '../facts.js';
import type { Reason } from '../verdict.js';

const gateReasons: Readonly<Record<PersonFacts['closedGates'][number], () => Reason>> = {
  domain: () => reason('SUPPRESSED', { slots: { cause: 'the whole domain' } }),
  phone: () => reason('SUPPRESSED', { slots: { cause: 'the phone number' } }),
  lia: () => reason('LIA_NOT_IN_FORCE', { slots: { state: 'withdrawn' } }),
  campaign: () => reason('CAMPAIGN_NOT_RUNNING', { slots: { state: 'stopped or paused' } }),
  installation: () => reason('INSTALLATION_STOPPED'),
};

export function suppressed({ facts: { person } }: Inquiry): Reason[] {
  const reasons = person.closedGates.map((gate) => gateReasons[gate]());
  if (person.suppression !== null) {
    const cause = person.suppression.cause.replaceAll('_', ' ');
    reasons.unshift(reason('SUPPRESSED', { slots: { cause } }));
  }
  if (person.isInConflict) reasons.push(reason('PERSON_CONFLICT'));
  return reasons;
}
