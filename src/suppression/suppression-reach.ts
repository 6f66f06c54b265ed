// Answers for how far a suppression reaches beyond the row it names: the person's wish covers everything, a fault of an address does not.
import type { SuppressionCause } from '../ports/touch-ledger.port.js';

/**
 * `person`: somebody wants to be left alone, on every channel and address (GDPR Article 21(2)-(3), O1).
 * `address`: something is true of one address or number only.
 */
export const suppressionReach: Readonly<Record<SuppressionCause, 'person' | 'address'>> = {
  unsubscribe: 'person',
  objection: 'person',
  complaint: 'person',
  erasure: 'person',
  manual: 'person',
  hard_bounce: 'address',
  invalid: 'address',
  register: 'address',
};
