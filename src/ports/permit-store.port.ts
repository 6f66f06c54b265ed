// Answers for call permits: who may dial whom, until when, and what came of it.
import type { AuditEvent } from '../shared/audit-leaf.js';
import type { AccountId, CampaignId, ContactId, LiaId, PermitId, RowId, TouchId } from '../shared/ids.js';
import type { Instant } from '../shared/instant.js';

export const callOutcomes = [
  'connected',
  'no_answer',
  'busy',
  'voicemail_not_left',
  'objected',
  'wrong_person',
] as const;
export type CallOutcome = (typeof callOutcomes)[number];

export interface CallPermit {
  readonly id: PermitId;
  readonly contactId: ContactId;
  readonly rowId: RowId;
  readonly touchId: TouchId;
  readonly campaignId: CampaignId | null;
  readonly liaId: LiaId;
  readonly callerNumber: string;
  readonly issuedTo: AccountId;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
  readonly outcome: CallOutcome | null;
  readonly outcomeAt: Instant | null;
}

export abstract class PermitStore {
  abstract create(permit: CallPermit, event: AuditEvent): Promise<void>;
  abstract find(id: PermitId): Promise<CallPermit | null>;
  /** Records the first outcome. @returns false where one is recorded already. */
  abstract recordOutcome(id: PermitId, outcome: CallOutcome, at: Instant, event: AuditEvent): Promise<boolean>;
  /** Permits of an account that have expired without an outcome, oldest first, at most 20. */
  abstract listOutstanding(accountId: AccountId, now: Instant): Promise<readonly CallPermit[]>;
  abstract listByContact(contactId: ContactId): Promise<readonly CallPermit[]>;
}
