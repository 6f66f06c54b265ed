// Answers for the shape in which a dry-run decision is asked for.
import { IsIn, IsISO8601, IsOptional, Length } from 'class-validator';
import { channels, type Channel } from '../shared/channel.js';

/** May this person be contacted? Exactly one of `contactId` and `address`, exactly one of `campaignId` and `liaId`. */
export class DecisionRequestDto {
  @IsIn(channels)
  channel!: Channel;

  @IsOptional()
  @Length(1, 100)
  contactId?: string;

  /** An email address or a phone number in international form. */
  @IsOptional()
  @Length(3, 320)
  address?: string;

  @IsOptional()
  @Length(1, 100)
  campaignId?: string;

  @IsOptional()
  @Length(1, 100)
  liaId?: string;

  /** Decide as of then, RFC 3339; now where it is left out. */
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  at?: string;
}
