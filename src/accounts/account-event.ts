// Answers for the audit events of accounts and keys: ids and roles, never names.
import type { AuditEvent } from '../shared/audit-leaf.js';
import { newId } from '../shared/ids.js';
import type { Instant } from '../shared/instant.js';

export type AccountEventType = 'account.created' | 'account.key_added' | 'account.key_revoked';

export interface AccountAct {
  readonly type: AccountEventType;
  readonly at: Instant;
  readonly actor: string;
  readonly refs: AuditEvent['refs'];
}

export function accountEvent(act: AccountAct): AuditEvent {
  return { id: newId(), ...act };
}
