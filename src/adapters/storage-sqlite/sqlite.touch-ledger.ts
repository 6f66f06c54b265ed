// Answers for the ledger in SQLite: every verb is one transaction, and concurrent verbs share a commit.
import { Injectable } from '@nestjs/common';
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
  type TouchEntry,
  type TouchSettlement,
} from '../../ports/touch-ledger.port.js';
import type { AddressKeys } from '../../shared/address-keys.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import type { AttemptToken, GateKey, RowId, SuppressionId } from '../../shared/ids.js';
import { claimTouch, closedGates, settleTouch } from './claim-touch.js';
import { mergedRow, personRow, rowOfAddress, rowOfKey } from './ledger-rows.js';
import { findSuppression, listSuppressions } from './ledger-suppressions.js';
import { mergePersons } from './merge-persons.js';
import { resolvePerson } from './resolve-person.js';
import { SqliteDatabase } from './sqlite-database.js';
import { closeGate, lift, suppressPerson } from './suppress.js';

@Injectable()
export class SqliteTouchLedger extends TouchLedger {
  constructor(private readonly database: SqliteDatabase) {
    super();
  }

  override get leaseMs(): number {
    return this.database.leaseMs;
  }

  resolvePerson(addresses: readonly AddressKeys[]): Promise<Resolution> {
    return this.database.write(() => resolvePerson(this.database, addresses));
  }

  findPerson(address: AddressKeys): Promise<PersonRow | null> {
    return this.database.read(() => {
      const row = rowOfAddress(this.database, address);
      return row === undefined ? null : personRow(this.database, mergedRow(this.database, row));
    });
  }

  readPerson(rowId: RowId): Promise<PersonRow | null> {
    return this.database.read(() => {
      const row = rowOfKey(this.database, rowId);
      return row === undefined ? null : personRow(this.database, row);
    });
  }

  closedGates(keys: readonly GateKey[]): Promise<readonly GateKey[]> {
    return this.database.read(() => closedGates(this.database, keys));
  }

  claimTouch(claim: TouchClaim, event: AuditEvent): Promise<ClaimResult> {
    return this.database.write((tx) => claimTouch(tx, this.database, { claim, event }));
  }

  settleTouch(settlement: TouchSettlement, event: AuditEvent): Promise<boolean> {
    return this.database.write((tx) => settleTouch(tx, this.database, { settlement, event }));
  }

  suppressPerson(address: AddressKeys, suppression: NewSuppression, event: AuditEvent): Promise<SuppressResult> {
    return this.database.write((tx) => suppressPerson(tx, this.database, { address, suppression, event }));
  }

  closeGate(
    keys: readonly GateKey[],
    suppression: NewSuppression,
    event: AuditEvent,
  ): Promise<{ readonly suppression: Suppression; readonly isNew: boolean }> {
    return this.database.write((tx) => closeGate(tx, this.database, { keys, suppression, event }));
  }

  inFlight(rowIds: readonly RowId[]): Promise<readonly AttemptToken[]> {
    const sql = "SELECT attempt FROM ledger_touches WHERE row_id = ? AND state = 'in_flight'";
    return this.database.read(() => {
      const statement = this.database.prepare(sql).pluck();
      return rowIds.flatMap((rowId) => statement.all(rowId) as AttemptToken[]);
    });
  }

  lift(id: SuppressionId, number: number, event: AuditEvent): Promise<boolean> {
    return this.database.write((tx) => lift(tx, this.database, { id, number, event }));
  }

  openGate(key: GateKey, event: AuditEvent): Promise<void> {
    return this.database.write((tx) => {
      const sql = 'UPDATE gate_rows SET is_closed = 0 WHERE key = ? AND is_closed = 1 AND suppression_id IS NULL';
      if (this.database.prepare(sql).run(key).changes > 0) tx.appendLeaf(event);
    });
  }

  findSuppression(id: SuppressionId): Promise<Suppression | null> {
    return this.database.read(() => findSuppression(this.database, id));
  }

  listSuppressions(cursor: string | null, limit: number): Promise<SuppressionPage> {
    return this.database.read(() => {
      const found = listSuppressions(this.database, cursor, limit + 1);
      const items = found.slice(0, limit);
      return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null };
    });
  }

  listInFlight(limit: number): Promise<readonly InFlightTouch[]> {
    const sql = `SELECT row_id AS rowId, touch_id AS touchId, attempt, state, channel, at, step_key AS stepKey
                 FROM ledger_touches WHERE state = 'in_flight' ORDER BY at LIMIT ?`;
    return this.database.read(() => {
      const rows = this.database.prepare(sql).all(limit) as (TouchEntry & { rowId: RowId })[];
      return rows.map(({ rowId, ...entry }) => ({ rowId, entry }));
    });
  }

  mergePersons(rowIds: readonly [RowId, RowId], event: AuditEvent): Promise<RowId> {
    return this.database.write((tx) => mergePersons(tx, this.database, { rowIds, event }));
  }
}
