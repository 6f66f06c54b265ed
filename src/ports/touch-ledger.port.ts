// Answers for the ledger: one row per person where suppressions, caps, gaps and claims meet (ledger protocol, R0-R23).
import type { AddressKeys } from '../shared/address-keys.js';
import type { AuditEvent } from '../shared/audit-leaf.js';
import type { Channel } from '../shared/channel.js';
import type { AttemptToken, GateKey, RowId, SuppressionId, TouchId } from '../shared/ids.js';
import type { Instant } from '../shared/instant.js';

export const suppressionCauses = [
  'unsubscribe',
  'objection',
  'complaint',
  'hard_bounce',
  'invalid',
  'manual',
  'erasure',
  'register',
] as const;
export type SuppressionCause = (typeof suppressionCauses)[number];

/** A person's own wish outweighs what we or a mail server found out: nobody lifts it as if it were a wrong address. */
export const ownWishes: readonly SuppressionCause[] = ['unsubscribe', 'objection', 'complaint', 'erasure'];

/** Repeats are writes, but a mail scanner must not be able to fill the log: beyond so many leaves a repeat pushes none (R23). */
export const maxSuppressionLeaves = 20;

/** A suppression as it is asked for. */
export interface NewSuppression {
  /** Used where none stands yet; a repeat keeps the first id. */
  readonly id: SuppressionId;
  readonly cause: SuppressionCause;
  readonly receivedAt: Instant;
  readonly note: string | null;
  /** The domain, for a domain's gate row; null for persons and phones: no personal data enters the ledger. */
  readonly domain: string | null;
}

/** A suppression as it stands. */
export interface Suppression extends NewSuppression {
  /** `stop`: a gate row that is no suppression (LIA, campaign, installation); never listed. */
  readonly kind: 'person' | 'domain' | 'phone' | 'stop';
  readonly key: RowId | GateKey;
  /** From here on no claim is granted. */
  readonly effectiveAt: Instant;
  /** Raised by each repeat (R11); a lift names the number it was decided on (R15). */
  readonly number: number;
}

/** One touch that is in flight or may have arrived; never removed, except by `not_transmitted` (R1). */
export interface TouchEntry {
  readonly touchId: TouchId;
  readonly attempt: AttemptToken;
  readonly state: 'in_flight' | 'sent' | 'unknown';
  readonly channel: Channel;
  /** Time of the claim; the gap is derived from it (R23). */
  readonly at: Instant;
  /** What the touch is of the person's, whatever row its id was made from: campaign and step. */
  readonly stepKey: string;
}

export interface PersonRow {
  readonly id: RowId;
  readonly suppression: Suppression | null;
  /** Raised by every suppression and lift-race; 0 where none ever was. */
  readonly suppressionNumber: number;
  readonly used: Readonly<Record<Channel, number>>;
  readonly touches: readonly TouchEntry[];
  /**
   * Set on a row whose person was merged into another row, once that row holds all of it: only then may a sender go on
   * there (R22). While a merge is under way claims are refused as PERSON_MERGED, and this is null: the sender waits.
   */
  readonly mergedInto: RowId | null;
}

export interface TouchClaim {
  readonly rowId: RowId;
  readonly touchId: TouchId;
  /** The same for every touch of this campaign and step, so that two merged rows do not mean two mails (R22, R23); the touch's own id where it is left out. */
  readonly stepKey?: string;
  readonly attempt: AttemptToken;
  readonly channel: Channel;
  /** Cap of the channel, over everything. */
  readonly maxTouches: number;
  /** Least span since the latest entry on the same channel; 0 asks for none, whatever the clocks of two processes say. */
  readonly minGapMs: number;
  /** Gate rows that must all be open: domain and parents, phone, LIA, campaign, installation. */
  readonly gates: readonly GateKey[];
  readonly at: Instant;
}

export type ClaimRefusal =
  'SUPPRESSED' | 'GATE_CLOSED' | 'CAP_REACHED' | 'GAP_NOT_OVER' | 'TOUCH_EXISTS' | 'PERSON_MERGED' | 'PERSON_UNKNOWN';

export type ClaimResult =
  | { readonly granted: true }
  | {
      readonly granted: false;
      readonly refusals: readonly ClaimRefusal[];
      /** The row as the refused claim saw it; null where there is none. */
      readonly row: PersonRow | null;
      readonly closedGates: readonly GateKey[];
    };

export interface TouchSettlement {
  readonly rowId: RowId;
  readonly touchId: TouchId;
  readonly attempt: AttemptToken;
  readonly outcome: 'sent' | 'not_transmitted' | 'unknown';
}

export interface SuppressResult {
  readonly rowId: RowId;
  readonly suppression: Suppression;
  /** False where one stood already; the number was raised all the same. */
  readonly isNew: boolean;
  /** Attempts in flight in the row as this very commit left it (R10). */
  readonly inFlight: readonly AttemptToken[];
  /**
   * The suppressor goes on there, and waits once after the last commit (R12, R22). Set from the first step of a merge on,
   * earlier than `PersonRow.mergedInto`.
   */
  readonly mergedInto: RowId | null;
}

export type Resolution =
  | { readonly kind: 'row'; readonly rowId: RowId }
  /** The addresses lead to different rows; nothing was joined. Smallest id first. */
  | { readonly kind: 'conflict'; readonly rowIds: readonly RowId[] };

export interface InFlightTouch {
  readonly rowId: RowId;
  readonly entry: TouchEntry;
}

export interface SuppressionPage {
  readonly items: readonly Suppression[];
  readonly nextCursor: string | null;
}

/**
 * Every verb is one atomic operation, durable before it returns, with its audit leaf inside it. A verb that throws
 * may or may not have been applied: never granted, never acknowledged (R21).
 * Leaves: a verb on a person's row makes the leaf one of that row, whatever subject its event names.
 */
export abstract class TouchLedger {
  /** The lease that is stored with the data; every process uses the same (R9). Milliseconds. */
  abstract readonly leaseMs: number;

  /**
   * Finds or creates the row of a person with these addresses (R0): inserts row or pointer where a key is absent, else
   * adopts the row that is there; rows under older key versions are found and used (R16). Idempotent.
   * @returns the row, mergers followed, or the conflict.
   */
  abstract resolvePerson(addresses: readonly AddressKeys[]): Promise<Resolution>;

  /** Follows pointers, older key versions and mergers; null where nobody is known. Changes nothing. */
  abstract findPerson(address: AddressKeys): Promise<PersonRow | null>;

  /** The row itself, mergers not followed; null where there is none. Reads what is committed. */
  abstract readPerson(rowId: RowId): Promise<PersonRow | null>;

  /** Those of the keys whose gate row is closed. Linearizable, never cached (R14). */
  abstract closedGates(keys: readonly GateKey[]): Promise<readonly GateKey[]>;

  /**
   * Not suppressed AND used < cap AND gap kept AND no entry of this touch or its step AND not merged AND all gates open -> an entry
   * in flight with the attempt, used + 1, and `event`'s leaf; else refused with all refusals and no leaf. A repeat with
   * the same attempt that finds its own entry in flight is granted again without a second leaf (R2).
   */
  abstract claimTouch(claim: TouchClaim, event: AuditEvent): Promise<ClaimResult>;

  /**
   * Conditional on touch AND attempt AND `in_flight`; `unknown` -> `sent` is allowed and leaves the slot alone (R4).
   * `not_transmitted` removes the entry and gives the slot back in the same update. The leaf only where it applied.
   * @returns whether it applied.
   */
  abstract settleTouch(settlement: TouchSettlement, event: AuditEvent): Promise<boolean>;

  /**
   * Suppresses the person of this address on every channel; creates the row where nobody is known. A repeat is a
   * write of its own that raises the number; beyond a bound of 20 leaves a person repeats push none (R23).
   * Does not follow mergers: the result says where to go on. Acknowledge only by the rules of R10-R12.
   */
  abstract suppressPerson(
    address: AddressKeys,
    suppression: NewSuppression,
    event: AuditEvent,
  ): Promise<SuppressResult>;

  /**
   * Closes a gate row under all given keys (the same thing under every live key version). Acknowledge only after one
   * full wait that started when this returned (R14).
   */
  abstract closeGate(
    keys: readonly GateKey[],
    suppression: NewSuppression,
    event: AuditEvent,
  ): Promise<{ readonly suppression: Suppression; readonly isNew: boolean }>;

  /** Attempts that are still in flight in these rows. Reads what is committed. */
  abstract inFlight(rowIds: readonly RowId[]): Promise<readonly AttemptToken[]>;

  /** Lifts a suppression where its number is still this one (R15); null-safe: false where it is gone or newer. */
  abstract lift(id: SuppressionId, number: number, event: AuditEvent): Promise<boolean>;

  /** Opens a gate row that is no suppression (campaign, LIA, installation). Idempotent. */
  abstract openGate(key: GateKey, event: AuditEvent): Promise<void>;

  abstract findSuppression(id: SuppressionId): Promise<Suppression | null>;

  /** Standing suppressions of persons, domains and phones in the order of their ids. */
  abstract listSuppressions(cursor: string | null, limit: number): Promise<SuppressionPage>;

  /** Every entry in flight, for the reaper (R8); at most `limit`, oldest first. */
  abstract listInFlight(limit: number): Promise<readonly InFlightTouch[]>;

  /**
   * Joins two rows of one person (R22), the larger id into the smaller: counts, entries (in flight becomes unknown) and
   * suppression are carried. Idempotent, and brought to its end by whoever meets one that a crash left half-way.
   * The leaf is about the row that goes. @returns the row that stays.
   */
  abstract mergePersons(rowIds: readonly [RowId, RowId], event: AuditEvent): Promise<RowId>;
}
