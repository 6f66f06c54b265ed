// Answers for moving an installation from one store to another: every kind of record as no engine in particular keeps it.
import type { ImportId, AccountId, GateKey, LeafId, RowId } from '../shared/ids.js';
import type { Instant } from '../shared/instant.js';
import type { Account, ApiKey } from './account-store.port.js';
import type { Campaign } from './campaign-store.port.js';
import type { Contact } from './contact-store.port.js';
import type { ImportRecord, ImportReject } from './import-store.port.js';
import type { Lia } from './lia-store.port.js';
import type { CallPermit } from './permit-store.port.js';
import type { Screening } from './screening-store.port.js';
import type { PersonRow, Suppression, TouchEntry } from './touch-ledger.port.js';
import type { Touch } from './touch-schedule.port.js';

/** What erasure takes out of a leaf: the payload, and what opens its commitments. */
export interface CopiedSecret {
  /** Null where the leaf is about nobody; else the person's key is copied as well. */
  readonly subject: RowId | null;
  readonly key: Uint8Array | null;
  readonly salt: Uint8Array;
  /** Canonical JSON, as it was committed to. */
  readonly payload: string;
}

export interface CopiedLeaf {
  readonly number: number;
  readonly id: LeafId;
  readonly type: string;
  readonly at: Instant;
  readonly leafHash: Uint8Array;
  readonly leafJson: string;
  readonly secret: CopiedSecret | null;
}

/** `suppressionNumber` of a row that was merged into none is the person's: the highest of all its rows. */
export interface CopiedPerson extends Omit<PersonRow, 'touches'> {
  readonly touches: readonly (TouchEntry & { readonly leaseMs: number })[];
  readonly suppressionLeafCount: number;
  /** The rows that were merged into this one, each with its suppression number. */
  readonly mergedFrom: readonly { readonly row: RowId; readonly number: number }[];
  /** Leaves that were ever written about this row (R23). */
  readonly leafCount: number;
}

export interface CopiedGate {
  readonly key: GateKey;
  readonly isClosed: boolean;
  readonly suppression: Suppression | null;
  readonly suppressionNumber: number;
}

export interface CopiedAccount {
  readonly account: Account;
  /** Every key, revoked ones too, oldest first. */
  readonly keys: readonly ApiKey[];
}

export interface CopiedReply {
  readonly accountId: AccountId;
  readonly key: string;
  readonly requestHash: string;
  readonly startedAt: Instant;
  readonly expiresAt: Instant;
  /** Null while the request has not ended. */
  readonly status: number | null;
  readonly body: string | null;
}

export interface CopiedRecords {
  readonly subjectKey: { readonly id: RowId; readonly key: Uint8Array };
  readonly leaf: CopiedLeaf;
  readonly person: CopiedPerson;
  readonly pointer: { readonly id: RowId; readonly rowId: RowId };
  readonly gate: CopiedGate;
  readonly erasedRow: { readonly id: RowId };
  readonly account: CopiedAccount;
  readonly lia: Lia;
  readonly campaign: Campaign;
  readonly contact: Contact;
  readonly touch: Touch & { readonly changedAt: Instant };
  readonly screening: Screening;
  readonly permit: CallPermit;
  readonly import: ImportRecord;
  readonly reject: ImportReject & { readonly importId: ImportId };
  readonly reply: CopiedReply;
}

export type CopyKind = keyof CopiedRecords;

/** In the order in which they are copied: a leaf's payload is sealed under a key that is there before it. */
export const copyKinds = [
  'subjectKey',
  'leaf',
  'person',
  'pointer',
  'gate',
  'erasedRow',
  'account',
  'lia',
  'campaign',
  'contact',
  'touch',
  'screening',
  'permit',
  'import',
  'reject',
  'reply',
] as const satisfies readonly CopyKind[];

/** Place in the order of a kind's records, in the source's own words. */
export type CopyCursor = string;

export interface CopyBatch<K extends CopyKind> {
  readonly records: readonly CopiedRecords[K][];
  /** Where the next batch begins; null after the last record. */
  readonly next: CopyCursor | null;
}

/** One attempt to move one installation; the same in source and target, so that only its own copy is gone on with. */
export interface CopyMark {
  readonly id: string;
  /** Leaves in the source's log when the copying began; nothing is written there from then on. */
  readonly logSize: number;
}

export interface CopyBeginning {
  readonly mark: CopyMark;
  /** No copy was under way before. */
  readonly isNew: boolean;
  /** `finish` was called before: only the target's may still be owed. */
  readonly isRetired: boolean;
}

export abstract class StoreCopySource {
  /**
   * Becomes the process that works and keeps every writer out, also those that run already, until `close`; from now on no process starts
   * on this store, also after a crash, until `abandon`. Idempotent, also when all is done (`isRetired`).
   * @throws StartRefusal where a service leads, or the store has changed since a copy began.
   */
  abstract begin(): Promise<CopyBeginning>;
  abstract count(kind: CopyKind): Promise<number>;
  /** In a fixed order. @param cursor null for the first batch. */
  abstract read<K extends CopyKind>(kind: K, cursor: CopyCursor | null, limit: number): Promise<CopyBatch<K>>;
  /** The store is retired: no process starts on it any more. */
  abstract finish(): Promise<void>;
  /** Gives the store free again. @throws StartRefusal where it is retired. */
  abstract abandon(): Promise<void>;
  abstract close(): Promise<void>;
}

export interface CopyProgress {
  /** Processes may start on the target already: nothing is left to do. */
  readonly isFinished: boolean;
  /** Where each kind goes on; null where all of it is written, absent where nothing is. */
  readonly cursors: Readonly<Partial<Record<CopyKind, CopyCursor | null>>>;
}

export abstract class StoreCopyTarget {
  /**
   * Makes what records go into, and marks the store: no process starts on it until `finish`.
   * @throws StartRefusal where it holds anything but this very copy, or nothing of a copy whose source is retired.
   */
  abstract begin(beginning: CopyBeginning): Promise<CopyProgress>;
  abstract count(kind: CopyKind): Promise<number>;
  /** Durable, with the progress; records that are there already are left as they are. */
  abstract write<K extends CopyKind>(kind: K, batch: CopyBatch<K>): Promise<void>;
  /** Leaves in the order of their numbers, with their secrets opened. */
  abstract readLeaves(from: number, limit: number): Promise<readonly CopiedLeaf[]>;
  /** From now on processes may start on it. */
  abstract finish(): Promise<void>;
  abstract close(): Promise<void>;
}
