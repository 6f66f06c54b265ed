// Answers for the shapes in which campaigns and their touches go out.
import type { CampaignState } from '../ports/campaign-store.port.js';
import type { TouchState } from '../ports/touch-schedule.port.js';
import type { Channel } from '../shared/channel.js';
import { CampaignDraftDto } from './campaign.dto.js';
import type { VerdictDto } from './preview.dto.js';

/** How many touches stand where, and why. */
export class CampaignCountsDto {
  /** Touches per state. */
  byState!: Record<string, number>;
  /** Held and blocked touches per reason code. */
  byReason!: Record<string, number>;
}

/** A campaign. */
export class CampaignDto extends CampaignDraftDto {
  id!: string;
  state!: CampaignState;
  /** All touches are planned; after a launch this takes a moment. */
  isPlanned!: boolean;
  createdBy!: string;
  /** RFC 3339. */
  createdAt!: string;
  /** RFC 3339. */
  launchedAt!: string | null;
  /** Left out in lists. */
  counts?: CampaignCountsDto;
}

/** One page of campaigns. */
export class CampaignPageDto {
  items!: CampaignDto[];
  nextCursor!: string | null;
}

/** What the mail relay answered. */
export class SmtpReplyDto {
  code!: number;
  text!: string;
}

/** One attempt to reach one contact by one step. Times are RFC 3339. */
export class TouchDto {
  id!: string;
  contactId!: string;
  /** From 1, as people count. */
  step!: number;
  channel!: Channel;
  state!: TouchState;
  /** When it is looked at next; absent while it waits for the step before or for a person. */
  dueAt?: string;
  messageId?: string;
  claimedAt?: string;
  startedAt?: string;
  settledAt?: string;
  smtp?: SmtpReplyDto;
  /** Oldest first; the last is the current one. */
  verdicts!: VerdictDto[];
}

/** One page of touches. */
export class TouchPageDto {
  items!: TouchDto[];
  nextCursor!: string | null;
}
