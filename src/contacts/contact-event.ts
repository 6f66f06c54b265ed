// Answers for the audit events of contacts: counts and codes in the open, what points to a person in the erasable payload.
import type { AuditEvent } from '../shared/audit-leaf.js';
import { newId, type ContactId, type LeafId, type RowId } from '../shared/ids.js';
import type { Instant } from '../shared/instant.js';
import type { JsonObject } from '../shared/json.js';

export type ContactEventType =
  'contact.created' | 'contact.updated' | 'contact.field_dropped' | 'contact.merged' | 'contact.erased';

/** Who does it (`account:<id>`), and when. */
export interface Act {
  readonly actor: string;
  readonly at: Instant;
}

export interface ContactEventDetails {
  readonly refs?: Readonly<Record<string, string | number>>;
  readonly payload?: JsonObject;
}

export function contactEvent(
  type: ContactEventType,
  subject: { readonly id: ContactId | null; readonly rowId: RowId },
  act: Act & ContactEventDetails,
): AuditEvent {
  return {
    id: newId<LeafId>(),
    type,
    at: act.at,
    actor: act.actor,
    subject: subject.rowId,
    refs: act.refs ?? {},
    payload: { contactId: subject.id, ...act.payload },
  };
}
