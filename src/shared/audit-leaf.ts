// Answers for what one audit leaf holds: keyed commitments instead of personal data, hashed as RFC 6962 leaves are.
import { canonicalJson, sha256Hex } from './canonical-json.js';
import { hmacSha256 } from './hmac-sha256.js';
import { toIso, type Instant } from './instant.js';
import type { LeafId, RowId } from './ids.js';
import type { JsonObject } from './json.js';

/** What happened, as the features say it; the store turns it into a leaf in the same atomic operation as the effect. */
export interface AuditEvent {
  /** Unique and fixed before the first try (R23). */
  readonly id: LeafId;
  /** `noun.past_participle`, for example `touch.claimed`. */
  readonly type: string;
  readonly at: Instant;
  /** `account:<id>`, `recipient`, `operator` (a command on the machine itself) or `system`. */
  readonly actor: string;
  /** The person it is about; only a keyed commitment of it enters the leaf. */
  readonly subject?: RowId | undefined;
  /** Ids and codes that say nothing about a person; they enter the leaf as they are. */
  readonly refs: Readonly<Record<string, string | number>>;
  /** What is personal or may identify (contact id, addresses, verdict facts); kept apart, erasable, committed to in the leaf. */
  readonly payload?: JsonObject | undefined;
}

/** The canonical, numbered form that enters the log. The number is its place in the tree and not part of it. */
export interface Leaf {
  readonly v: 1;
  readonly id: LeafId;
  readonly type: string;
  /** RFC 3339 UTC. */
  readonly at: string;
  readonly actor: string;
  /** HMAC-SHA-256 of the row id under a key of this person alone, hex; erasure destroys that key. */
  readonly subject?: string;
  /** The how-manieth leaf of the person's ledger row, from 1 (R23): claims, settlements, suppressions and their lifting, mergers. Others carry none. */
  readonly subjectSeq?: number;
  /** SHA-256 over salt and canonical payload, hex. */
  readonly payload?: string;
  readonly refs: Readonly<Record<string, string | number>>;
}

export interface LeafSecrets {
  readonly subjectKey?: Uint8Array;
  readonly subjectSeq?: number;
  readonly salt?: Uint8Array;
}

export function subjectCommitment(subjectKey: Uint8Array, subject: RowId): string {
  return hmacSha256(subjectKey, subject).toString('hex');
}

export function payloadCommitment(salt: Uint8Array, payloadJson: string): string {
  return sha256Hex(Buffer.concat([salt, Buffer.from(payloadJson, 'utf8')]));
}

/** @param payload the canonical JSON of the event's payload; null where it has none. */
export function buildLeaf(event: AuditEvent, secrets: LeafSecrets, payload: string | null): Leaf {
  const { subjectKey, subjectSeq, salt } = secrets;
  return {
    v: 1,
    id: event.id,
    type: event.type,
    at: toIso(event.at),
    actor: event.actor,
    ...(event.subject !== undefined && subjectKey !== undefined
      ? { subject: subjectCommitment(subjectKey, event.subject) }
      : {}),
    ...(subjectSeq === undefined ? {} : { subjectSeq }),
    ...(payload !== null && salt !== undefined ? { payload: payloadCommitment(salt, payload) } : {}),
    refs: event.refs,
  };
}

export function leafJson(leaf: Leaf): string {
  return canonicalJson(leaf as unknown as JsonObject);
}
