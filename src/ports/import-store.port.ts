// Answers for imports: their progress, and the lines that were refused with the reason.
import type { AuditEvent } from '../shared/audit-leaf.js';
import type { ImportId, LiaId } from '../shared/ids.js';
import type { Instant } from '../shared/instant.js';

export type ImportKind = 'contacts' | 'suppressions';
export type ImportState = 'queued' | 'running' | 'finished' | 'failed';

export interface ImportCounts {
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
}

export interface ImportRecord extends ImportCounts {
  readonly id: ImportId;
  readonly kind: ImportKind;
  readonly state: ImportState;
  /** Null for suppressions. */
  readonly liaId: LiaId | null;
  readonly droppedFields: readonly string[];
  /** Why it failed, in words; null unless `failed`. */
  readonly failure: string | null;
  /** File in the data directory that holds the accepted body until the import is finished; null afterwards. */
  readonly spoolFile: string | null;
  /** As it is named in audit leaves, for example `account:<id>`. */
  readonly requestedBy: string;
  readonly createdAt: Instant;
  readonly startedAt: Instant | null;
  readonly finishedAt: Instant | null;
}

export interface ImportReject {
  /** Line of the file on which the record begins, from 1, the heading included. */
  readonly line: number;
  readonly code: string;
  readonly message: string;
  /** The record as it was read. Personal data: removed with the import's retention, and never logged. */
  readonly record: string;
}

export abstract class ImportStore {
  abstract create(record: ImportRecord, event: AuditEvent): Promise<void>;
  abstract find(id: ImportId): Promise<ImportRecord | null>;
  /**
   * Replaces progress and state; rejects are appended in the same operation (a line already there is left as it is).
   * @returns false, and nothing is changed, where the stored one has ended or has read further: another process is at work on it.
   * @throws InvariantError where there is none.
   */
  abstract update(record: ImportRecord, rejects: readonly ImportReject[], event: AuditEvent | null): Promise<boolean>;
  /** In the order of lines, after `line`. */
  abstract rejects(id: ImportId, afterLine: number, limit: number): Promise<readonly ImportReject[]>;
  /** Queued and running ones, oldest first: what a restart takes up again. */
  abstract listUnfinished(): Promise<readonly ImportRecord[]>;
}
