// Answers for reading documents of the ledger: committed by a majority, or, where an answer hangs on it, linearizable (R21).
import type { GateKey, RowId } from '../../shared/ids.js';
import type { MongoDatabase } from './mongo-database.js';
import { gateRows, type GateRowDocument } from './schemas/gate-rows.schema.js';
import { ledgerRows, type LedgerDocument, type LedgerRowDocument } from './schemas/ledger-rows.schema.js';

/** A row or a pointer as a majority has it. */
export async function readKey(database: MongoDatabase, key: RowId): Promise<LedgerDocument | null> {
  const model = database.model(ledgerRows);
  return database.run('row.read', () => model.findById(key).lean<LedgerDocument>());
}

/**
 * The row as the latest committed write left it: after an update that did not match, nothing older may explain why.
 * @returns null where it is absent or only a pointer.
 */
export async function readLatest(
  database: MongoDatabase,
  rowId: RowId,
  step: string,
): Promise<LedgerRowDocument | null> {
  const model = database.model(ledgerRows);
  const found = await database.run(step, () =>
    model.findById(rowId).readConcern('linearizable').maxTimeMS(database.leaseMs).lean<LedgerDocument>(),
  );
  return found === null || 'pointerTo' in found ? null : found;
}

export async function readGate(database: MongoDatabase, key: GateKey, step: string): Promise<GateRowDocument | null> {
  const model = database.model(gateRows);
  return database.run(step, () =>
    model.findById(key).readConcern('linearizable').maxTimeMS(database.leaseMs).lean<GateRowDocument>(),
  );
}
