// Answers for contacts as they are kept: few fields, each with its public source.
import type { AuditEvent } from '../shared/audit-leaf.js';
import type { ContactId, GateKey, ImportId, LiaId, RowId, SourceId } from '../shared/ids.js';
import type { Instant } from '../shared/instant.js';

export const contactStates = ['quarantined', 'contactable', 'restricted', 'erased'] as const;
export type ContactState = (typeof contactStates)[number];

export const sourceKinds = [
  'company_website',
  'public_register',
  'linkedin_public',
  'professional_directory',
  'event_page',
  'press',
  'referral',
  'other_public',
] as const;
export type SourceKind = (typeof sourceKinds)[number];

export const sourceVisibilities = ['public', 'login_only', 'restricted'] as const;
export type SourceVisibility = (typeof sourceVisibilities)[number];

export const sourcePublishers = ['person', 'employer', 'third_party'] as const;
export type SourcePublisher = (typeof sourcePublishers)[number];

export const subscriberTypes = ['corporate', 'individual', 'unknown'] as const;
export type SubscriberType = (typeof subscriberTypes)[number];

/** Fields that only an LIA's allow-list lets in. */
export const assessedFields = ['email', 'phone', 'givenName', 'familyName', 'jobTitle', 'organisation'] as const;
/** Fields that the gate itself needs; always storable. */
export const gateFields = [
  'country',
  'timeZone',
  'language',
  'subscriberType',
  'companyNumber',
  'companyRegister',
] as const;
export type AssessedField = (typeof assessedFields)[number];
export type GateField = (typeof gateFields)[number];
export type ContactField = AssessedField | GateField;

/** What is stored of a person. `phone` is E.164, `country` ISO 3166-1 alpha-2, `language` BCP 47. */
export type ContactFields = { readonly [field in Exclude<ContactField, 'subscriberType'>]?: string } & {
  readonly email: string;
  readonly organisation?: string;
  readonly country: string;
  readonly subscriberType: SubscriberType;
};

/** Where data came from (P5). */
export interface Source {
  readonly id: SourceId;
  readonly kind: SourceKind;
  readonly url: string;
  readonly capturedAt: Instant;
  readonly capturedBy: string;
  readonly visibility: SourceVisibility;
  readonly publishedBy: SourcePublisher | null;
  readonly noSolicitation: boolean | null;
  readonly evidenceSha256: string | null;
  /** Names of the contact fields that this source shows. */
  readonly fields: readonly ContactField[];
}

export interface Contact {
  readonly id: ContactId;
  /** Raised by each save. */
  readonly revision: number;
  readonly state: ContactState;
  readonly rowId: RowId;
  /** Other rows that the person's addresses lead to; not empty means held (`PERSON_CONFLICT`, R0). */
  readonly conflictingRowIds: readonly RowId[];
  /** Null once erased. */
  readonly fields: ContactFields | null;
  readonly sources: readonly Source[];
  /** Key of the present email address, and the phone's gate keys; for look-ups. Empty once erased. */
  readonly emailKey: RowId | null;
  readonly phoneKeys: readonly GateKey[];
  readonly liaId: LiaId;
  readonly importId: ImportId | null;
  /** The earliest capture of a source, or the creation where that is earlier (Article 14(3) clock). */
  readonly obtainedAt: Instant;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export interface ContactFilter {
  readonly ids?: readonly ContactId[];
  readonly countries?: readonly string[];
  readonly importId?: ImportId;
  /** Trimmed, compared without case. */
  readonly jobTitles?: readonly string[];
  readonly state?: ContactState;
}

export interface ContactPage {
  readonly items: readonly Contact[];
  readonly nextCursor: ContactId | null;
}

export interface ContactSearch {
  readonly emailKeys?: readonly RowId[];
  readonly phoneKeys?: readonly GateKey[];
  /** Trimmed, compared without case. */
  readonly organisation?: string;
}

export abstract class ContactStore {
  /** Stores a new contact with its leaf. @returns false where a live contact with this email key
   * exists already, or the person of this row was erased (looked at in the same operation, P7). */
  abstract create(contact: Contact, event: AuditEvent): Promise<boolean>;
  /**
   * Replaces the contact whose revision is `contact.revision - 1`. @returns false where it is another, where the contact
   * is erased, or where another live contact has the email key.
   */
  abstract save(contact: Contact, event: AuditEvent): Promise<boolean>;
  abstract find(id: ContactId): Promise<Contact | null>;
  /** Live contacts (not erased) by any of these email keys or row ids; at most 20. */
  abstract findByPerson(keys: readonly RowId[]): Promise<readonly Contact[]>;
  /** Whether a contact of this row, of a row merged into it, or in conflict with it was erased. */
  abstract wasErased(rowId: RowId): Promise<boolean>;
  /**
   * Article 17: removes fields, sources, look-up keys, the person's audit payloads and commitment key; the contact stays
   * as an empty row in state `erased`, its revision raised. Also emptied: kept replies that name the person, refused lines
   * of imports that hold the email address or international phone number, texts of SMTP replies, notes on the person's
   * suppressions. The leaf is written with it; its own payload goes too. Idempotent. @returns false where it was erased before.
   */
  abstract erase(id: ContactId, at: Instant, event: AuditEvent): Promise<boolean>;
  /** In the order of ids, after `cursor`. Erased contacts only where `filter.state` is `erased`. */
  abstract list(filter: ContactFilter, cursor: ContactId | null, limit: number): Promise<ContactPage>;
  /** Every given criterion must hold; none given finds nobody. At most 200, erased contacts never. */
  abstract search(search: ContactSearch): Promise<readonly Contact[]>;
}
