// Answers for the shape in which a campaign comes in.
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
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsEmailAddress } from '../lia/lia-constraints.js';
import { asCountryCode, asLanguageTag, asOneLine, countryCode, languageTag, oneLine } from '../lia/text-patterns.js';

/** Contacts that match all of what is given. */
export class AudienceFilterDto {
  /** ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @Matches(countryCode, { ...asCountryCode, each: true })
  @IsISO31661Alpha2({ each: true })
  countries?: string[];

  /** Contacts that came with this import. */
  @IsOptional()
  @Length(1, 100)
  importId?: string;

  /** Compared without case. */
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(500)
  @Length(1, 200, { each: true })
  jobTitles?: string[];
}

/** Who is meant: exactly one of the two. */
export class AudienceDto {
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(10_000)
  @Length(1, 100, { each: true })
  contactIds?: string[];

  @IsOptional()
  @ValidateNested()
  @Type(() => AudienceFilterDto)
  filter?: AudienceFilterDto;
}

/** One email of the campaign. */
export class CampaignStepDto {
  @IsIn(['email'])
  channel!: 'email';

  /** May use the person's slots, such as `{{organisation}}`. */
  @Length(1, 300)
  @Matches(oneLine, asOneLine)
  subject!: string;

  /** Handlebars. `{{> notice}}` must be in the first step, `{{> optOut}}` in each. */
  @IsOptional()
  @IsString()
  @MaxLength(200_000)
  html?: string;

  /** Handlebars; the same parts are mandatory. */
  @IsString()
  @MaxLength(200_000)
  text!: string;

  /** Days after the step before, after the launch for the first. The assessment's gap applies all the same. */
  @IsInt()
  @Min(0)
  @Max(365)
  delayDays!: number;
}

/** Who the messages come from. */
export class SenderDto {
  @Length(1, 200)
  @Matches(oneLine, asOneLine)
  name!: string;

  @IsEmailAddress()
  address!: string;

  @IsOptional()
  @IsEmailAddress()
  replyTo?: string;
}

/** A campaign as its author writes it. */
export class CampaignDraftDto {
  @Length(1, 200)
  @Matches(oneLine, asOneLine)
  name!: string;

  /** The assessment it stands on. */
  @Length(1, 100)
  liaId!: string;

  @IsDefined()
  @ValidateNested()
  @Type(() => AudienceDto)
  audience!: AudienceDto;

  /** Job titles the offer is relevant to, each among the assessment's; absent means all of those. */
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(500)
  @Length(1, 200, { each: true })
  targetRoles?: string[];

  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => CampaignStepDto)
  steps!: CampaignStepDto[];

  @IsDefined()
  @ValidateNested()
  @Type(() => SenderDto)
  sender!: SenderDto;

  /** Languages the messages are written in; absent means those of the assessment's purpose statement. */
  @IsOptional()
  @IsArray()
  @ArrayUnique()
  @ArrayMaxSize(50)
  @Matches(languageTag, { ...asLanguageTag, each: true })
  languages?: string[];
}
