// Answers for the ledger in MongoDB: every verb is one conditional update of one document, resolved by reading where it missed.
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import {
  TouchLedger,
  type ClaimResult,
  type InFlightTouch,
  type NewSuppression,
  type PersonRow,
  type Resolution,
  type Suppression,
  type SuppressionPage,
  type SuppressResult,
  type TouchClaim,
  type TouchSettlement,
} from '../../ports/touch-ledger.port.js';
import type { AddressKeys } from '../../shared/address-keys.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import type { AttemptToken, GateKey, RowId, SuppressionId } from '../../shared/ids.js';
import { claimTouch } from './claim-touch.js';
import { closeGate, openGate } from './close-gate.js';
import { GateReader } from './gate-reader.js';
import { mergedRow, personRow, rowOfAddress, rowOfKey } from './ledger-rows.js';
import { findSuppression, listSuppressions } from './ledger-suppressions.js';
import { lift } from './lift-suppression.js';
import { listInFlight, readInFlight } from './list-in-flight.js';
import { mergePersons, resumeMerges } from './merge-persons.js';
import { MongoDatabase } from './mongo-database.js';
import { resolvePerson } from './resolve-person.js';
import { settleTouch } from './settle-touch.js';
import { suppressPerson } from './suppress.js';

@Injectable()
export class MongoTouchLedger extends TouchLedger implements OnApplicationBootstrap {
  private readonly logger = new Logger(MongoTouchLedger.name);

  constructor(private readonly database: MongoDatabase) {
    super();
  }

  override get leaseMs(): number {
    return this.database.leaseMs;
  }

  /** Whoever meets a merge that a crash left ends it too; this is for those that nobody would meet. */
  async onApplicationBootstrap(): Promise<void> {
    try {
      await resumeMerges(this.database);
    } catch (error) {
      this.logger.warn(`Ending left mergers failed: ${error instanceof Error ? error.name : 'unknown error'}`);
    }
  }

  resolvePerson(addresses: readonly AddressKeys[]): Promise<Resolution> {
    return resolvePerson(this.database, addresses);
  }

  async findPerson(address: AddressKeys): Promise<PersonRow | null> {
    const row = await rowOfAddress(this.database, address);
    return row === null ? null : personRow(this.database, await mergedRow(this.database, row));
  }

  async readPerson(rowId: RowId): Promise<PersonRow | null> {
    const row = await rowOfKey(this.database, rowId);
    return row === null ? null : personRow(this.database, row);
  }

  closedGates(keys: readonly GateKey[]): Promise<readonly GateKey[]> {
    return GateReader.of(this.database).closed(keys);
  }

  claimTouch(claim: TouchClaim, event: AuditEvent): Promise<ClaimResult> {
    return claimTouch(this.database, { claim, event });
  }

  settleTouch(settlement: TouchSettlement, event: AuditEvent): Promise<boolean> {
    return settleTouch(this.database, { settlement, event });
  }

  suppressPerson(address: AddressKeys, suppression: NewSuppression, event: AuditEvent): Promise<SuppressResult> {
    return suppressPerson(this.database, { address, suppression, event });
  }

  closeGate(
    keys: readonly GateKey[],
    suppression: NewSuppression,
    event: AuditEvent,
  ): Promise<{ readonly suppression: Suppression; readonly isNew: boolean }> {
    return closeGate(this.database, { keys, suppression, event });
  }

  inFlight(rowIds: readonly RowId[]): Promise<readonly AttemptToken[]> {
    return readInFlight(this.database, rowIds);
  }

  lift(id: SuppressionId, number: number, event: AuditEvent): Promise<boolean> {
    return lift(this.database, { id, number, event });
  }

  openGate(key: GateKey, event: AuditEvent): Promise<void> {
    return openGate(this.database, { key, event });
  }

  findSuppression(id: SuppressionId): Promise<Suppression | null> {
    return findSuppression(this.database, id);
  }

  listSuppressions(cursor: string | null, limit: number): Promise<SuppressionPage> {
    return listSuppressions(this.database, cursor, limit);
  }

  listInFlight(limit: number): Promise<readonly InFlightTouch[]> {
    return listInFlight(this.database, limit);
  }

  mergePersons(rowIds: readonly [RowId, RowId], event: AuditEvent): Promise<RowId> {
    return mergePersons(this.database, { rowIds, event });
  }
}
