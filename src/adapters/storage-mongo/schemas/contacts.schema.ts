// Answers for contacts, each one document beside what it is found by; personal data lies in `record`, the folded paths and `erasing`.
import type { Contact, ContactState } from '../../../ports/contact-store.port.js';
import type { ContactId, GateKey, ImportId, RowId } from '../../../shared/ids.js';
import { mongoCollection, part, type MongoDocument } from '../mongo-collection.js';
import { leafPaths, type WithLeaves } from '../pending-leaf.js';
import { recordPath } from '../stored-record.js';
import { lastWritesPath, type WithLastWrites } from '../write-once.js';

/** What the later steps of an erasure still need to know; it goes with the last of them. */
export interface ErasedPerson {
  readonly email: string;
  readonly phone?: string;
}

/** In the place of an attempt's token: an erasure came in between, and nobody shows what was begun. */
export const erasedCreation = 'erased';

export interface ContactDocument extends MongoDocument, WithLeaves, WithLastWrites {
  readonly _id: ContactId;
  /** `pending`: being created, seen by nobody. */
  readonly state: ContactState | 'pending';
  readonly revision: number;
  readonly rowId: RowId;
  /** Stays until an erasure has ended, so that nobody is created under it meanwhile. */
  readonly emailKey?: RowId;
  readonly phoneKeys?: readonly GateKey[];
  readonly importId?: ImportId;
  readonly country?: string;
  readonly jobTitle?: string;
  readonly organisation?: string;
  /** Only while pending: the token of the attempt, so that another one can take over from one that died. */
  readonly creation?: string;
  /** Absent while pending. */
  readonly record?: Contact;
  readonly erasing?: ErasedPerson;
  /** Only ever true or absent: the index of unfinished erasures holds nothing else. */
  readonly isErasing?: true;
}

export const contacts = mongoCollection<ContactDocument>('contacts', {
  _id: String,
  state: String,
  revision: Number,
  rowId: String,
  emailKey: String,
  phoneKeys: { type: [String], default: undefined },
  importId: String,
  country: String,
  jobTitle: String,
  organisation: String,
  creation: String,
  ...recordPath,
  erasing: part({ email: String, phone: String }),
  isErasing: Boolean,
  ...lastWritesPath,
  ...leafPaths,
});

/** Rows of erased people: digests only, kept for ever, so that no import brings them back (P7). */
export interface ErasedRowDocument extends MongoDocument {
  readonly _id: RowId;
}

export const erasedRows = mongoCollection<ErasedRowDocument>('erased_rows', { _id: String });
