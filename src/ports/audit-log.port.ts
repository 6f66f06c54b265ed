// Answers for reading the audit log, and for leaves of effects that touch nothing else.
import type { AuditEvent } from '../shared/audit-leaf.js';
import type { LeafId } from '../shared/ids.js';
import type { Instant } from '../shared/instant.js';
import type { JsonObject } from '../shared/json.js';

export interface LogEntry {
  /** Place in the log, from 0 without gaps. */
  readonly number: number;
  readonly id: LeafId;
  readonly type: string;
  readonly at: Instant;
  /** RFC 6962 leaf hash, hex. */
  readonly leafHash: string;
  /** Canonical JSON of the leaf; the bytes that are hashed. */
  readonly leafJson: string;
}

export interface AuditLag {
  /** Leaves that are committed with their effect and have no number yet. */
  readonly pendingCount: number;
  /** When the oldest of them happened; null where there is none. */
  readonly oldestAt: Instant | null;
}

export abstract class AuditLog {
  /** How far the numbering is behind the effects; an engine that numbers within the effect is never behind. */
  abstract lag(): Promise<AuditLag>;
  /** Resolves when every leaf that was committed before the call has its number. */
  abstract catchUp(): Promise<void>;
  /** Appends leaves in order, durably. A leaf id that is in the log already is not appended again. */
  abstract append(events: readonly AuditEvent[]): Promise<void>;
  /** Entries from this number on, at most `limit`. */
  abstract read(from: number, limit: number): Promise<readonly LogEntry[]>;
  /** How many leaves there are. */
  abstract size(): Promise<number>;
  /** The erasable payload of a leaf; null where it had none or it was erased. */
  abstract payload(number: number): Promise<JsonObject | null>;
}
