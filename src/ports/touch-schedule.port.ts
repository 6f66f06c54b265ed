// Answers for the plan of touches: what is due when, and how each ended. The ledger is the truth about sending; this follows it.
import type { Verdict } from '../gate/verdict.js';
import type { AuditEvent } from '../shared/audit-leaf.js';
import type { Channel } from '../shared/channel.js';
import type { CampaignId, ContactId, RowId, TouchId } from '../shared/ids.js';
import type { Instant } from '../shared/instant.js';

export const touchStates = [
  'scheduled',
  'held',
  'blocked',
  'claimed',
  'sent',
  'not_transmitted',
  'unknown',
  'cancelled',
] as const;
export type TouchState = (typeof touchStates)[number];

/** States in which nothing more will happen by itself. */
export const finalTouchStates = ['blocked', 'sent', 'not_transmitted', 'unknown', 'cancelled'] as const;

export interface Touch {
  readonly id: TouchId;
  readonly campaignId: CampaignId;
  readonly contactId: ContactId;
  readonly rowId: RowId;
  /** From 0. */
  readonly step: number;
  readonly channel: Channel;
  readonly state: TouchState;
  /** When the dispatcher looks at it next; null where it does not: final, or waiting for the step before or for a person. */
  readonly dueAt: Instant | null;
  readonly messageId: string | null;
  readonly claimedAt: Instant | null;
  readonly startedAt: Instant | null;
  readonly settledAt: Instant | null;
  readonly smtp: { readonly code: number; readonly text: string } | null;
  /** Tries that ended `not_transmitted` (R23 caps them). */
  readonly tryCount: number;
  /** Oldest first, the last is the current one; at most 20 are kept. */
  readonly verdicts: readonly Verdict[];
}

export type PlannedTouch = Pick<
  Touch,
  'id' | 'campaignId' | 'contactId' | 'rowId' | 'step' | 'channel' | 'dueAt' | 'messageId'
>;

/** Fields of a touch that change with its state. */
export type TouchChange = Partial<
  Pick<Touch, 'state' | 'dueAt' | 'claimedAt' | 'startedAt' | 'settledAt' | 'smtp' | 'tryCount'>
>;

export interface TouchCounts {
  readonly byState: Readonly<Record<TouchState, number>>;
  /** Reason codes of the current verdicts of held and blocked touches. */
  readonly byReason: Readonly<Record<string, number>>;
}

export abstract class TouchSchedule {
  /**
   * Inserts touches in state `scheduled`; one that exists already is left as it is. Each of them by itself where the engine
   * has no transactions: after a call that threw, some may be there, and the same call completes it.
   */
  abstract plan(touches: readonly PlannedTouch[]): Promise<void>;
  /** Touches of running campaigns in state `scheduled` or `held` whose `dueAt` is not after `now`, oldest first. */
  abstract due(now: Instant, limit: number): Promise<readonly Touch[]>;
  /** The earliest `dueAt` of running campaigns after `now`; null where there is none. */
  abstract nextDueAt(now: Instant): Promise<Instant | null>;
  abstract find(id: TouchId): Promise<Touch | null>;
  /** The touch of a contact and step. */
  abstract findByStep(campaignId: CampaignId, contactId: ContactId, step: number): Promise<Touch | null>;
  /**
   * Applies the change and, where a verdict is given, appends it and its leaf in the same operation, unless the
   * touch is in a final state already; only late evidence still turns `unknown` into `sent` (R4). `event` is null where the leaf is written with the claim (P6).
   * @returns whether it applied.
   */
  abstract change(
    id: TouchId,
    change: TouchChange,
    verdict?: { verdict: Verdict; event: AuditEvent | null },
  ): Promise<boolean>;
  /** Claimed touches with no change since `before`, for healing from the ledger; at most `limit`. */
  abstract listClaimed(before: Instant, limit: number): Promise<readonly Touch[]>;
  abstract list(
    campaignId: CampaignId,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: readonly Touch[]; nextCursor: string | null }>;
  abstract listByContact(contactId: ContactId): Promise<readonly Touch[]>;
  abstract counts(campaignId: CampaignId): Promise<TouchCounts>;
  /** Whether a touch of the campaign is not final yet. */
  abstract hasOpen(campaignId: CampaignId): Promise<boolean>;
  /**
   * Makes every open touch of the campaign due now whose time has passed, that waits for a person (`dueAt` null while
   * held), or that is held because the campaign was not running.
   */
  abstract releaseHeld(campaignId: CampaignId, now: Instant): Promise<number>;
  /** Cancels every scheduled or held touch of the campaign, in batches that may be seen one by one. @returns how many. */
  abstract cancelOpen(campaignId: CampaignId, at: Instant): Promise<number>;
  /** Cancels what is still open of a contact, in every campaign. */
  abstract cancelForContact(contactId: ContactId, at: Instant): Promise<number>;
  /** Touches whose sending broke off: held by `SENDING_FAILED` (current verdict), waiting for a person. In the order of ids. */
  abstract deadLetters(
    cursor: TouchId | null,
    limit: number,
  ): Promise<{ items: readonly Touch[]; nextCursor: TouchId | null }>;
  abstract deadLetterCount(): Promise<number>;
  /** Makes a dead letter due, with the leaf in the same operation. @returns false, and nothing changes, where it is none. */
  abstract requeue(id: TouchId, at: Instant, event: AuditEvent): Promise<boolean>;
}
