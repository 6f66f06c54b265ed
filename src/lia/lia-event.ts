// Answers for the audit events of assessments: which version, under which hash, by whom.
import type { LiaVersion } from '../ports/lia-store.port.js';
import type { AuditEvent } from '../shared/audit-leaf.js';
import { newId, type AccountId, type LeafId, type LiaId } from '../shared/ids.js';
import type { Instant } from '../shared/instant.js';

export type LiaEventType =
  'lia.drafted' | 'lia.submitted' | 'lia.approved' | 'lia.withdrawn' | 'lia.gate_closed' | 'lia.gate_opened';

/** Who did it, and when. */
export interface LiaAct {
  readonly accountId: AccountId;
  readonly at: Instant;
}

export function liaEvent(type: LiaEventType, subject: { id: LiaId; version: LiaVersion }, act: LiaAct): AuditEvent {
  const { version, hash, nextReviewOn } = subject.version;
  return {
    id: newId<LeafId>(),
    type,
    at: act.at,
    actor: `account:${act.accountId}`,
    refs: { liaId: subject.id, version, hash, ...(nextReviewOn === null ? {} : { nextReviewOn }) },
  };
}
