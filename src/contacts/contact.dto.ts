// Answers for the shapes in which contacts come in over HTTP; what the values must be is for `minimiseContact` to say.
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import type { ContactField } from '../ports/contact-store.port.js';
import { contactFieldNames } from './minimise-contact.js';

const maxText = 4_000;

/** Where data came from: a page that anybody can look at. */
export class SourceDto {
  /** company_website, public_register, linkedin_public, professional_directory, event_page, press, referral, other_public */
  @IsString()
  @MaxLength(maxText)
  kind!: string;

  /** http or https, without credentials. */
  @IsString()
  @MaxLength(maxText)
  url!: string;

  /** When the page was looked at: RFC 3339, not in the future. */
  @IsString()
  @MaxLength(maxText)
  capturedAt!: string;

  /** Who looked at it. */
  @IsString()
  @MaxLength(maxText)
  capturedBy!: string;

  /** public, login_only, restricted */
  @IsString()
  @MaxLength(maxText)
  visibility!: string;

  /** person, employer, third_party */
  @IsOptional()
  @IsString()
  @MaxLength(maxText)
  publishedBy?: string | null;

  /** The page says that it wants no solicitation. */
  @IsOptional()
  @IsBoolean()
  noSolicitation?: boolean | null;

  /** SHA-256 of a snapshot of the page, hex. */
  @IsOptional()
  @IsString()
  @MaxLength(maxText)
  evidenceSha256?: string | null;

  /** Names of the contact fields that the page shows; absent: all that are given with it. */
  @IsOptional()
  @IsArray()
  @IsIn(contactFieldNames, { each: true })
  fields?: ContactField[];
}

/** The optional fields of a contact; null or blank means that there is none. */
export class ContactFieldsDto {
  /** E.164, or as it is written in the contact's country. */
  @IsOptional()
  @IsString()
  @MaxLength(maxText)
  phone?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(maxText)
  givenName?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(maxText)
  familyName?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(maxText)
  jobTitle?: string | null;

  /** The company; needed where the address is at a private or throw-away mailbox provider. */
  @IsOptional()
  @IsString()
  @MaxLength(maxText)
  organisation?: string | null;

  /** IANA zone, such as Europe/London. */
  @IsOptional()
  @IsString()
  @MaxLength(maxText)
  timeZone?: string | null;

  /** BCP 47; the primary tag is kept. */
  @IsOptional()
  @IsString()
  @MaxLength(maxText)
  language?: string | null;

  /** corporate, individual, unknown; absent: unknown */
  @IsOptional()
  @IsString()
  @MaxLength(maxText)
  subscriberType?: string | null;

  /** Number in the company register. */
  @IsOptional()
  @IsString()
  @MaxLength(maxText)
  companyNumber?: string | null;

  /** Which register. */
  @IsOptional()
  @IsString()
  @MaxLength(maxText)
  companyRegister?: string | null;

  /** Public sources of the data. Any personal field without one keeps the contact in quarantine. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => SourceDto)
  sources?: SourceDto[];
}

/** One contact. */
export class CreateContactDto extends ContactFieldsDto {
  /** The business address. */
  @IsString()
  @MaxLength(maxText)
  email!: string;

  /** Seat of the organisation: ISO 3166-1 alpha-2, or the English name. */
  @IsString()
  @MaxLength(maxText)
  country!: string;
}

/** A correction: absent leaves a field, null takes it away. A value that changes needs a source of its own. */
export class ChangeContactDto extends ContactFieldsDto {
  @IsOptional()
  @IsString()
  @MaxLength(maxText)
  email?: string;

  @IsOptional()
  @IsString()
  @MaxLength(maxText)
  country?: string;
}

/** What a contact is searched by; each that is given must hold, and at least one must be given. */
export class SearchContactsDto {
  @IsOptional()
  @IsString()
  @MaxLength(maxText)
  email?: string;

  /** E.164 */
  @IsOptional()
  @IsString()
  @MaxLength(maxText)
  phone?: string;

  /** The whole name, in any case. */
  @IsOptional()
  @IsString()
  @MaxLength(maxText)
  organisation?: string;
}
