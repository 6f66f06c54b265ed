// Answers for keys, claims and suppressions of ledger tests.
import type { NewSuppression, TouchClaim, TouchLedger, TouchSettlement } from '../../src/ports/touch-ledger.port.js';
import type { AuditLog } from '../../src/ports/audit-log.port.js';
import type { AddressKeys } from '../../src/shared/address-keys.js';
import { sha256Hex } from '../../src/shared/canonical-json.js';
import { newAttemptToken, newId, type GateKey, type RowId, type TouchId } from '../../src/shared/ids.js';
import { anEvent, noon } from './event.builder.js';

/** What the ledger's contract needs of an engine. */
export interface LedgerPorts {
  readonly ledger: TouchLedger;
  readonly auditLog: AuditLog;
  close(): Promise<void>;
}

export type LedgerOpener = () => LedgerPorts | Promise<LedgerPorts>;

/** Where engines may differ within the protocol. */
export interface LedgerCapabilities {
  /** The claim itself sees gate rows; else only a claim that begins after the closing returned must (R14). */
  readonly readsGatesInClaim: boolean;
}

export function keyOf(name: string): RowId {
  return sha256Hex(name) as RowId;
}

export function addressOf(name: string, ...olderVersions: readonly string[]): AddressKeys {
  return { current: keyOf(name), older: olderVersions.map((version) => keyOf(`${version}/${name}`)) };
}

export function touchOf(name: string): TouchId {
  return sha256Hex(`touch/${name}`) as TouchId;
}

/** A claim with a fresh attempt that a new row grants. */
export function aClaim(rowId: RowId, more: Partial<TouchClaim> = {}): TouchClaim {
  return {
    rowId,
    touchId: touchOf('step 0'),
    attempt: newAttemptToken(),
    channel: 'email',
    maxTouches: 3,
    minGapMs: 0,
    gates: [],
    at: noon,
    ...more,
  };
}

export function settlementOf(claim: TouchClaim, outcome: TouchSettlement['outcome']): TouchSettlement {
  const { rowId, touchId, attempt } = claim;
  return { rowId, touchId, attempt, outcome };
}

export function aSuppression(more: Partial<NewSuppression> = {}): NewSuppression {
  return { id: newId(), cause: 'unsubscribe', receivedAt: noon, note: null, domain: null, ...more };
}

/** The row of a person who is known by one address. */
export async function aPerson(ledger: TouchLedger, name: string): Promise<RowId> {
  const resolution = await ledger.resolvePerson([addressOf(name)]);
  if (resolution.kind !== 'row') throw new Error('a new person is in conflict');
  return resolution.rowId;
}

export function claimEvent(rowId: RowId) {
  return anEvent('touch.claimed', { subject: rowId, payload: { contactId: 'c1' } });
}

export const domainGate = 'domain:0011' as GateKey;
export const phoneGate = 'phone:2233' as GateKey;
export const campaignGate = 'campaign:c1' as GateKey;
