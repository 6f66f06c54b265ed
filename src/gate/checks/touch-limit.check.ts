// Answers for the assessment's caps per person, over all campaigns and for ever (G3, A12, A13; P2; case 5).
import type { Inquiry } from '../inquiry.js';
import { reason } from '../reason.js';
import type { Reason } from '../verdict.js';

export function touchLimit({ facts: { channel, lia, person } }: Inquiry): Reason[] {
  if (lia === null) return [];
  const { maxEmails, maxCalls } = lia.bounds;
  const max = channel === 'email' ? maxEmails : maxCalls;
  if (person.usedCount < max) return [];
  return [reason(channel === 'email' ? 'EMAIL_LIMIT' : 'CALL_LIMIT', { slots: { max } })];
}
