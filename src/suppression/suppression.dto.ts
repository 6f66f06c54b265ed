// Answers for the shapes of suppressions on the outside.
import { IsIn, IsInt, IsISO8601, IsOptional, IsString, Length, MaxLength, Min } from 'class-validator';
import { suppressionCauses, type SuppressionCause } from '../ports/touch-ledger.port.js';

export const suppressionScopes = ['address', 'domain'] as const;
export type SuppressionScope = (typeof suppressionScopes)[number];

/** A suppression to be made; exactly one of `email`, `phone` and `domain`. */
export class NewSuppressionDto {
  /** The person of this address is left alone on every channel. */
  @IsOptional()
  @IsString()
  @MaxLength(320)
  email?: string;

  /** A number as people write it, with its country code. */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  phone?: string;

  /** Every address at this domain and below it. */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  domain?: string;

  /** `address` for an email address or phone number, `domain` for a domain; may be left out. */
  @IsOptional()
  @IsIn(suppressionScopes)
  scope?: SuppressionScope;

  /**
   * Why. `hard_bounce`, `invalid` and `register` say something of one address or number only; all others are the wish of
   * a person and cover everything that is known of that person.
   */
  @IsIn(suppressionCauses)
  cause!: SuppressionCause;

  /** When the wish or message came in, RFC 3339; now where it is absent, never in the future. */
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  receivedAt?: string;

  /** A few words for the record; no personal data. */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  note?: string;
}

/** Ends a suppression at the person's own documented request. */
export class LiftSuppressionDto {
  /** How and when the person asked for it. */
  @IsString()
  @Length(3, 1000)
  reason!: string;

  /** The suppression's `number` that the decision was made on; a later objection wins. The present one where it is absent. */
  @IsOptional()
  @IsInt()
  @Min(1)
  number?: number;
}

/** A suppression that stands. */
export class SuppressionDto {
  id!: string;
  /** `address` or `domain`. */
  scope!: SuppressionScope;
  /** What it stops: a person, a phone number or a domain. */
  kind!: 'person' | 'phone' | 'domain';
  cause!: SuppressionCause;
  /** When the wish or message came in, RFC 3339. */
  receivedAt!: string;
  /** From here on nothing starts any more, RFC 3339. */
  effectiveAt!: string;
  /** Raised by each repeat. */
  number!: number;
  note!: string | null;
  /** Only while a contact with it is still held. */
  email?: string;
  /** Only while a contact with it is still held. */
  phone?: string;
  domain?: string;
}

/** One page of standing suppressions. */
export class SuppressionPageDto {
  items!: SuppressionDto[];
  nextCursor!: string | null;
}

/** A suppression that was ended. */
export class LiftedSuppressionDto extends SuppressionDto {
  /** RFC 3339. */
  liftedAt!: string;
}
