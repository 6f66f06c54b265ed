// Answers for the shapes of do-not-call look-ups on the outside.
import { IsIn, IsISO8601, IsString, Length, Matches } from 'class-validator';

/** A look-up in a do-not-call register that was done outside. */
export class ScreeningRequestDto {
  /** The number that was looked up, E.164. */
  @IsString()
  @Length(3, 40)
  phone!: string;

  /** Short name of the register, for example `TPS`, `CTPS`, `NDD`. */
  @IsString()
  @Matches(/^[A-Za-z][A-Za-z0-9_-]{1,39}$/, { message: 'must be the short name of a register, such as TPS' })
  register!: string;

  /** `listed` means that the register names the number. */
  @IsIn(['clear', 'listed'])
  result!: 'clear' | 'listed';

  /** When the look-up was done, RFC 3339; freshness counts from here. */
  @IsISO8601({ strict: true, strictSeparator: true })
  screenedAt!: string;
}

/** A recorded look-up; the number itself is not kept. */
export class ScreeningDto {
  id!: string;
  register!: string;
  result!: 'clear' | 'listed';
  /** RFC 3339. */
  screenedAt!: string;
  /** RFC 3339. */
  recordedAt!: string;
}

/** One page of recorded look-ups. */
export class ScreeningPageDto {
  items!: ScreeningDto[];
  nextCursor!: string | null;
}
