// Answers for reading why an address was suppressed from the words of other services.
import type { SuppressionCause } from '../../ports/touch-ledger.port.js';

/** `null`: the words say that the address is *not* suppressed. `undefined`: they say nothing that is known. */
export type ReadCause = SuppressionCause | null | undefined;

/** The first that fits decides; a person's wish is looked for before a fault of the address. */
const patterns: readonly (readonly [RegExp, SuppressionCause])[] = [
  [/objec|gdpr|widerspr/i, 'objection'],
  [/complain|spam|abuse|fraud/i, 'complaint'],
  [/unsub|opt.?(ed.?)?out|stop\b|removed|optout|abmeld|désabonn|desabonn/i, 'unsubscribe'],
  [/eras|forgotten|delet(e|ion) request/i, 'erasure'],
  // Put on a list by hand, as listmonk says it.
  [/^manual|^block\w*ed$/i, 'manual'],
  [/invalid|no such|unknown user|does ?n.?t exist|not exist|\b5\.1\.\d+\b/i, 'invalid'],
  [/bounce|clean|\b5\.\d\.\d+\b|^5\d\d\b|block|reject/i, 'hard_bounce'],
  [/\b(tps|ctps|do.not.call|register|robinson)\b/i, 'register'],
];

const stillWanted = /^(enabled|subscribed|confirmed|delivered|opted.?in)$/i;

export function suppressionCauseOf(words: string): ReadCause {
  const text = words.trim();
  if (stillWanted.test(text)) return null;
  return patterns.find(([pattern]) => pattern.test(text))?.[1];
}
