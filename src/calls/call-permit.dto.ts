// Answers for the shapes of call permits on the outside.
import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { callOutcomes, type CallOutcome } from '../ports/permit-store.port.js';

/** Asks for permission to dial one contact once. Exactly one of `campaignId` and `liaId`. */
export class CallPermitRequestDto {
  /** The contact to call. */
  @IsString()
  @Length(1, 100)
  contactId!: string;

  /** The campaign the call belongs to. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  campaignId?: string;

  /** The assessment the call stands on, where it belongs to no campaign. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  liaId?: string;

  /** The number that will be shown to the person called: one of the assessment's caller numbers. */
  @IsString()
  @Length(3, 40)
  callerNumber!: string;
}

/** Permission to dial one number once, for a few minutes. */
export class CallPermitDto {
  id!: string;

  /** E.164; null once the permit has expired, has an outcome, or the person objected. */
  phone!: string | null;

  /** RFC 3339. */
  expiresAt!: string;

  /** What the caller says: who calls, why, where the number is from, the right to object. Null when `phone` is. */
  script!: string | null;

  /** What came of the call; null until it is reported. */
  outcome!: CallOutcome | null;
}

/** What came of the call. */
export class CallOutcomeDto {
  /** `objected` stops every channel at once. */
  @IsIn(callOutcomes)
  outcome!: CallOutcome;
}
