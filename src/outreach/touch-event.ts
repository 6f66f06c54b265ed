// Answers for the audit events of a touch: ids and codes outside, what may identify a person inside the erasable payload.
import type { Touch } from '../ports/touch-schedule.port.js';
import type { AuditEvent } from '../shared/audit-leaf.js';
import { newId } from '../shared/ids.js';
import type { Instant } from '../shared/instant.js';
import type { JsonObject } from '../shared/json.js';

export function touchEvent(
  type: 'touch.claimed' | 'touch.settled' | 'touch.held' | 'touch.blocked' | 'touch.requeued',
  about: { readonly touch: Touch; readonly at: Instant },
  more: { readonly refs?: AuditEvent['refs']; readonly payload?: JsonObject },
): AuditEvent {
  const { touch, at } = about;
  return {
    id: newId(),
    type,
    at,
    actor: 'system',
    subject: touch.rowId,
    refs: { campaignId: touch.campaignId, step: touch.step, channel: touch.channel, ...more.refs },
    payload: { contactId: touch.contactId, touchId: touch.id, ...more.payload },
  };
}
