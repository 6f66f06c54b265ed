// Answers for campaigns as they are kept: audience, steps, sender and state.
import type { AuditEvent } from '../shared/audit-leaf.js';
import type { AccountId, CampaignId, ContactId, ImportId, LiaId } from '../shared/ids.js';
import type { Instant } from '../shared/instant.js';

export const campaignStates = ['draft', 'running', 'paused', 'stopped', 'finished'] as const;
export type CampaignState = (typeof campaignStates)[number];

export interface CampaignStep {
  readonly channel: 'email';
  readonly subject: string;
  readonly html: string | null;
  readonly text: string;
  /** Days after the step before (after the launch for the first). */
  readonly delayDays: number;
}

export interface CampaignAudience {
  readonly contactIds?: readonly ContactId[];
  readonly filter?: {
    readonly countries?: readonly string[];
    readonly importId?: ImportId;
    readonly jobTitles?: readonly string[];
  };
}

export interface Campaign {
  readonly id: CampaignId;
  /** Raised by each save. */
  readonly revision: number;
  readonly state: CampaignState;
  readonly name: string;
  readonly liaId: LiaId;
  readonly audience: CampaignAudience;
  readonly targetRoles: readonly string[];
  readonly steps: readonly CampaignStep[];
  readonly sender: { readonly name: string; readonly address: string; readonly replyTo: string | null };
  /** Languages the messages are written in; empty means those of the purpose statement. */
  readonly languages: readonly string[];
  /** Launching goes on from here after a crash: the last contact whose touches are planned; null before the first. */
  readonly plannedUpTo: ContactId | null;
  /** All touches are planned. */
  readonly isPlanned: boolean;
  readonly createdBy: AccountId;
  readonly createdAt: Instant;
  readonly launchedAt: Instant | null;
}

export abstract class CampaignStore {
  abstract create(campaign: Campaign, event: AuditEvent): Promise<void>;
  /** Replaces the campaign whose revision is `campaign.revision - 1`, with its leaf if any. @returns false where it is another. */
  abstract save(campaign: Campaign, event: AuditEvent | null): Promise<boolean>;
  abstract find(id: CampaignId): Promise<Campaign | null>;
  abstract list(
    cursor: CampaignId | null,
    limit: number,
  ): Promise<{ items: readonly Campaign[]; nextCursor: CampaignId | null }>;
  /** Every campaign in state `running`, oldest launch first. */
  abstract listRunning(): Promise<readonly Campaign[]>;
}
