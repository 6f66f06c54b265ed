// Answers for the shape in which an assessment's draft comes in; every field is checked, unknown ones are refused.
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsISO31661Alpha2,
  IsOptional,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { assessedFields, sourceKinds, type AssessedField, type SourceKind } from '../ports/contact-store.port.js';
import { channels, type Channel } from '../shared/channel.js';
import { LiaControllerDto } from './lia-controller.dto.js';
import { AreDomains, ArePhoneNumbers, IsPolicyAddress, IsTextPerLanguage, IsTimeAfter } from './lia-constraints.js';
import { asCountryCode, asOneLine, asSomeLines, countryCode, oneLine, someLines } from './text-patterns.js';

/** When messages may leave, in the person's local time. What the country's law sets is added to it. */
export class SendWindowDto {
  /** ISO weekdays, 1 = Monday. */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(7, { each: true })
  days!: number[];

  /** `HH:MM`. */
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/, { message: 'must be a time, HH:MM' })
  from!: string;

  /** `HH:MM`, up to `24:00`. */
  @Matches(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { message: 'must be a time, HH:MM up to 24:00' })
  @IsTimeAfter('from')
  to!: string;
}

/** What the assessment covers; the gate enforces each of these. */
export class LiaBoundsDto {
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(channels, { each: true })
  channels!: Channel[];

  /** The only fields of a person that are ever stored, beside what the gate itself needs. */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(assessedFields, { each: true })
  dataFields!: AssessedField[];

  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(sourceKinds, { each: true })
  sourceKinds!: SourceKind[];

  /** Registrable domains that sources may lie on; absent means any. */
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(1_000)
  @AreDomains()
  sourceDomains?: string[];

  /** ISO 3166-1 alpha-2. Any country may be named; the gate blocks what its law forbids. */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @Matches(countryCode, { ...asCountryCode, each: true })
  @IsISO31661Alpha2({ each: true })
  countries!: string[];

  /** Job titles the offer is relevant to; `*` at either end stands for anything. Empty sets no limit of its own. */
  @IsArray()
  @ArrayMaxSize(500)
  @Length(1, 200, { each: true })
  @Matches(oneLine, { ...asOneLine, each: true })
  targetRoles!: string[];

  /** Emails one person may get, over all campaigns and for ever. */
  @IsInt()
  @Min(1)
  @Max(10)
  maxEmails!: number;

  /** Attempts to call one person, over all campaigns and for ever. */
  @IsInt()
  @Min(0)
  @Max(3)
  maxCalls!: number;

  /** Days between two touches on one channel. */
  @IsInt()
  @Min(0)
  @Max(90)
  minGapDays!: number;

  /** Days between the first delivered email and a call. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(90)
  callAfterEmailDays?: number;

  @IsInt()
  @Min(1)
  @Max(1_095)
  retentionDays!: number;

  @IsDefined()
  @ValidateNested()
  @Type(() => SendWindowDto)
  sendWindow!: SendWindowDto;
}

/** Somebody who processes the data for the controller, the mail relay for example. */
export class ProcessorDto {
  @Length(1, 200)
  @Matches(oneLine, asOneLine)
  name!: string;

  /** ISO 3166-1 alpha-2. */
  @Matches(countryCode, asCountryCode)
  @IsISO31661Alpha2()
  country!: string;

  @Length(1, 500)
  @Matches(oneLine, asOneLine)
  purpose!: string;

  /** Host names of its mail relays; absent declares any relay. */
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(50)
  @MaxLength(253, { each: true })
  @Matches(/^[A-Za-z0-9.:[\]-]+$/, { message: 'must be host names', each: true })
  hosts?: string[];
}

/** A Legitimate Interests Assessment as its author writes it. */
export class LiaDraftDto {
  @Length(1, 200)
  @Matches(oneLine, asOneLine)
  title!: string;

  @IsIn(['cold_outreach'])
  type!: 'cold_outreach';

  @IsDefined()
  @ValidateNested()
  @Type(() => LiaControllerDto)
  controller!: LiaControllerDto;

  /** The interest that is pursued; shown in the notice. */
  @Length(1, 2_000)
  @Matches(someLines, asSomeLines)
  interest!: string;

  @IsIn(['own', 'third_party', 'societal'])
  interestHolder!: 'own' | 'third_party' | 'societal';

  /** Why people are written to, per language; put into messages word for word. */
  @IsTextPerLanguage()
  purposeStatement!: Record<string, string>;

  @IsPolicyAddress()
  privacyPolicyUrl!: string;

  @IsDefined()
  @ValidateNested()
  @Type(() => LiaBoundsDto)
  bounds!: LiaBoundsDto;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => ProcessorDto)
  processors?: ProcessorDto[];

  /** Numbers that are shown to people called, E.164. */
  @IsOptional()
  @ArrayMaxSize(50)
  @ArePhoneNumbers()
  callerNumbers?: string[];
}
