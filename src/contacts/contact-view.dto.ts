// Answers for the shapes in which contacts go out, and in which lists of them are asked for.
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQueryDto } from '../http/page-query.dto.js';
import {
  contactStates,
  type ContactField,
  type ContactState,
  type SourceKind,
  type SourcePublisher,
  type SourceVisibility,
  type SubscriberType,
} from '../ports/contact-store.port.js';

/** Where data came from. */
export class SourceViewDto {
  id!: string;
  kind!: SourceKind;
  url!: string;
  /** RFC 3339. */
  capturedAt!: string;
  capturedBy!: string;
  visibility!: SourceVisibility;
  publishedBy!: SourcePublisher | null;
  noSolicitation!: boolean | null;
  evidenceSha256!: string | null;
  /** Contact fields whose present value the source shows. */
  fields!: ContactField[];
}

/** A contact; of an erased one only id, state and times are left. */
export class ContactDto {
  id!: string;
  /** quarantined: a personal field has no source; restricted: nothing may be done with it (Article 18). */
  state!: ContactState;
  email?: string;
  /** E.164. */
  phone?: string;
  givenName?: string;
  familyName?: string;
  jobTitle?: string;
  organisation?: string;
  country?: string;
  timeZone?: string;
  language?: string;
  subscriberType?: SubscriberType;
  companyNumber?: string;
  companyRegister?: string;
  sources?: SourceViewDto[];
  /** Personal fields that no source shows; they keep the contact in quarantine. */
  fieldsWithoutSource?: string[];
  /** Two of the person's addresses lead to different people; held until somebody merges them. */
  isInConflict?: boolean;
  liaId?: string;
  /** The import that named the contact last. */
  importId?: string | null;
  /** RFC 3339; the one-month clock of Article 14(3) runs from here. */
  obtainedAt?: string;
  createdAt!: string;
  updatedAt!: string;
}

/** A contact that was taken in. */
export class StoredContactDto extends ContactDto {
  /** Fields that were given and are not stored, because the assessment does not cover them. */
  droppedFields!: string[];
}

export class ContactPageDto {
  items!: ContactDto[];
  nextCursor!: string | null;
}

export class ContactListQueryDto extends PageQueryDto {
  /** Contacts that this import named last. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  importId?: string;

  /** Erased ones are only shown when they are asked for. */
  @IsOptional()
  @IsIn(contactStates)
  state?: ContactState;
}

export class LiaQueryDto {
  /** The assessment under which the data is taken in; it must be in force. */
  @IsString()
  @MaxLength(100)
  liaId!: string;
}
