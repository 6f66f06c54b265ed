// Answers for what the gate sees of a person's ledger row.
import type { PersonFacts } from '../gate/facts.js';
import type { PersonRow, TouchEntry } from '../ports/touch-ledger.port.js';
import type { Channel } from '../shared/channel.js';
import type { Instant } from '../shared/instant.js';

export type RowFacts = Omit<PersonFacts, 'closedGates' | 'isInConflict'>;

/** @param row null where nobody is known under the address: nothing used, nothing suppressed. */
export function rowFacts(row: PersonRow | null, channel: Channel): RowFacts {
  if (row === null) {
    return { suppression: null, usedCount: 0, lastTouchAt: null, firstDeliveredEmailAt: null };
  }
  const { suppression, touches } = row;
  const times = (wanted: (touch: TouchEntry) => boolean) => touches.filter(wanted).map((touch) => touch.at);
  const onChannel = times((touch) => touch.channel === channel);
  const delivered = times((touch) => touch.channel === 'email' && touch.state === 'sent');
  return {
    suppression: suppression === null ? null : { cause: suppression.cause, effectiveAt: suppression.effectiveAt },
    usedCount: row.used[channel],
    lastTouchAt: onChannel.length === 0 ? null : (Math.max(...onChannel) as Instant),
    firstDeliveredEmailAt: delivered.length === 0 ? null : (Math.min(...delivered) as Instant),
  };
}
