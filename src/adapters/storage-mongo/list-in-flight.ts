// Answers for finding what is in flight: for a suppressor who waits, and for the reaper (R8, R10).
import type { InFlightTouch } from '../../ports/touch-ledger.port.js';
import type { AttemptToken, RowId } from '../../shared/ids.js';
import { touchesOf } from './ledger-rows.js';
import type { MongoDatabase } from './mongo-database.js';
import { ledgerRows, type LedgerRowDocument } from './schemas/ledger-rows.schema.js';

const state = 'in_flight';

type Touches = Pick<LedgerRowDocument, '_id' | 'touches'>;

function read(database: MongoDatabase, filter: object): Promise<Touches[]> {
  const model = database.model(ledgerRows);
  return database.run('in_flight.read', () => model.find(filter, { touches: 1 }).lean<Touches[]>());
}

export async function readInFlight(database: MongoDatabase, rowIds: readonly RowId[]): Promise<AttemptToken[]> {
  const rows = await read(database, { _id: { $in: [...rowIds] }, pointerTo: { $exists: false } });
  return rows.flatMap(({ touches }) => touches.filter((entry) => entry.state === state).map(({ attempt }) => attempt));
}

/** As many as are being sent: all of them are read, to be put in order. Oldest first. */
export async function listInFlight(database: MongoDatabase, limit: number): Promise<InFlightTouch[]> {
  const rows = await read(database, { 'touches.state': state });
  return rows
    .flatMap((row) => touchesOf(row).map((entry) => ({ rowId: row._id, entry })))
    .filter(({ entry }) => entry.state === state)
    .sort((left, right) => left.entry.at - right.entry.at)
    .slice(0, limit);
}
