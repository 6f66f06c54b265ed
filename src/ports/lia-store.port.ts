// Answers for Legitimate Interests Assessments: immutable, hashed versions and the bounds that the gate enforces.
import type { AuditEvent } from '../shared/audit-leaf.js';
import type { Channel } from '../shared/channel.js';
import type { AccountId, LiaId } from '../shared/ids.js';
import type { DateOnly, Instant } from '../shared/instant.js';
import type { AssessedField, SourceKind } from './contact-store.port.js';

/** State of a version as it is stored. */
export type LiaVersionState = 'draft' | 'submitted' | 'in_force' | 'superseded' | 'withdrawn';
/** State as it is shown: `review_due` and `overdue` are derived from the versions and the date. */
export type LiaState = LiaVersionState | 'review_due' | 'overdue';

export interface SendWindow {
  /** ISO weekdays, 1 = Monday. */
  readonly days: readonly number[];
  /** `HH:MM`, local to the person. */
  readonly from: string;
  /** `HH:MM`, up to `24:00`. */
  readonly to: string;
}

export interface LiaBounds {
  readonly channels: readonly Channel[];
  readonly dataFields: readonly AssessedField[];
  readonly sourceKinds: readonly SourceKind[];
  /** Registrable domains that sources may lie on; absent means any. */
  readonly sourceDomains?: readonly string[];
  readonly countries: readonly string[];
  readonly targetRoles: readonly string[];
  readonly maxEmails: number;
  readonly maxCalls: number;
  readonly minGapDays: number;
  readonly callAfterEmailDays: number;
  readonly retentionDays: number;
  readonly sendWindow: SendWindow;
}

export interface LiaDraft {
  readonly title: string;
  readonly type: 'cold_outreach';
  readonly controller: {
    readonly name: string;
    readonly postalAddress: string;
    readonly email: string;
    readonly phone?: string;
    readonly website?: string;
    readonly dpo: { readonly name: string; readonly email: string };
    readonly regulator?: { readonly name: string; readonly url: string };
  };
  readonly interest: string;
  readonly interestHolder: 'own' | 'third_party' | 'societal';
  /** Text per language (BCP 47), injected verbatim. */
  readonly purposeStatement: Readonly<Record<string, string>>;
  readonly privacyPolicyUrl: string;
  readonly bounds: LiaBounds;
  readonly processors: readonly {
    readonly name: string;
    readonly country: string;
    readonly purpose: string;
    readonly hosts?: readonly string[];
  }[];
  /** E.164. */
  readonly callerNumbers: readonly string[];
}

export interface LiaVersion {
  readonly version: number;
  readonly state: LiaVersionState;
  /** Immutable from `submitted` on. */
  readonly draft: LiaDraft;
  /** `sha256:<hex>` of the canonical JSON of the draft. */
  readonly hash: string;
  readonly createdBy: AccountId;
  readonly createdAt: Instant;
  readonly submittedBy: AccountId | null;
  readonly submittedAt: Instant | null;
  readonly approvedBy: AccountId | null;
  readonly approvedAt: Instant | null;
  readonly approvalComment: string | null;
  readonly nextReviewOn: DateOnly | null;
  readonly withdrawnBy: AccountId | null;
  readonly withdrawnAt: Instant | null;
}

export interface Lia {
  readonly id: LiaId;
  /** Raised by each save. */
  readonly revision: number;
  readonly createdAt: Instant;
  /** Oldest first; at most one is a draft or submitted, at most one is in force. */
  readonly versions: readonly LiaVersion[];
}

export abstract class LiaStore {
  abstract create(lia: Lia, event: AuditEvent): Promise<void>;
  /** Replaces the LIA whose revision is `lia.revision - 1`, with its leaf. @returns false where it is another. */
  abstract save(lia: Lia, event: AuditEvent): Promise<boolean>;
  abstract find(id: LiaId): Promise<Lia | null>;
  abstract list(cursor: LiaId | null, limit: number): Promise<{ items: readonly Lia[]; nextCursor: LiaId | null }>;
}
