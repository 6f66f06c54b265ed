// Answers for lifting a suppression on the number it was decided on: an objection that came in between wins (R15).
import type { AuditEvent } from '../../shared/audit-leaf.js';
import type { RowId, SuppressionId } from '../../shared/ids.js';
import { LeafMaker } from './leaf-maker.js';
import { suppressionOf } from './ledger-suppressions.js';
import { newWriteToken, pushToken, update } from './ledger-write.js';
import { completeMerge } from './merge-persons.js';
import type { MongoDatabase } from './mongo-database.js';
import { withLeaves, withRowLeaves } from './pending-leaf.js';
import { personRows } from './person-rows.js';
import { readLatest } from './read-row.js';
import { gateRows, type GateRowDocument } from './schemas/gate-rows.schema.js';
import { ledgerRows, type LedgerRowDocument } from './schemas/ledger-rows.schema.js';

export interface LiftOrder {
  readonly id: SuppressionId;
  readonly number: number;
  readonly event: AuditEvent;
}

/** False where it is gone, or is newer than what was decided on. */
export async function lift(database: MongoDatabase, order: LiftOrder): Promise<boolean> {
  const filter = { 'suppression.id': order.id };
  const rows = database.model(ledgerRows);
  const holder = await database.run('lift.find', () => rows.findOne(filter).lean<LedgerRowDocument>());
  if (holder !== null) return liftPerson(database, holder._id, order);
  const gates = database.model(gateRows);
  const closed = await database.run('lift.gates', () => gates.find(filter).lean<GateRowDocument[]>());
  return closed.length > 0 && liftGate(database, closed, order);
}

/** The row that stays comes last, with the leaf: until then the person stays suppressed, and a crash changes nothing. */
async function liftPerson(database: MongoDatabase, rowId: RowId, order: LiftOrder): Promise<boolean> {
  const rows = await wholePerson(database, rowId);
  const { suppression, number } = suppressionOf(rows);
  const [root, ...merged] = rows;
  if (root === undefined || suppression?.id !== order.id || number !== order.number) return false;
  const token = newWriteToken();
  for (const row of merged.filter((each) => each.suppression !== undefined)) {
    if (!(await clear(database, row, { token, leaf: {} }))) return false;
  }
  const leaf = await LeafMaker.of(database).make({ ...order.event, subject: root._id });
  const isLifted = await clear(database, root, { token, leaf: withRowLeaves([leaf]) });
  if (isLifted) database.leafWritten();
  return isLifted;
}

/** Mergers on the way are brought to their end: what they carry must not come back behind the lift. */
async function wholePerson(database: MongoDatabase, rowId: RowId): Promise<LedgerRowDocument[]> {
  const rows = await personRows(database, rowId);
  const open = rows.filter((row) => row.mergedInto !== undefined && row.carried === undefined);
  for (const row of open) await completeMerge(database, row._id);
  return open.length === 0 ? rows : personRows(database, rowId);
}

interface Clearing {
  readonly token: string;
  /** The part of the update that adds the leaf; empty where the leaf goes into another document. */
  readonly leaf: ReturnType<typeof withLeaves>;
}

/** The row must still be as it was read: neither objected to, nor merged, since. */
async function clear(database: MongoDatabase, row: LedgerRowDocument, { token, leaf }: Clearing): Promise<boolean> {
  const { _id, suppressionNumber, suppression, mergedInto = null, mergedFrom } = row;
  const asRead = { _id, suppressionNumber, 'suppression.id': suppression?.id ?? null, mergedInto };
  const filter = { ...asRead, mergedFrom: { $size: mergedFrom.length } };
  const changes = { ...leaf, $unset: { suppression: 1 }, $push: { ...leaf.$push, ...pushToken(token) } };
  const done = await update(database, { step: 'lift.row', in: ledgerRows, filter, changes });
  if (done.isApplied || !done.isRepeat) return done.isApplied;
  return (await readLatest(database, _id, 'lift.read'))?.writes?.includes(token) === true;
}

/** The row that decides comes first, with the leaf; one that was closed again since stays closed. */
async function liftGate(
  database: MongoDatabase,
  closed: readonly GateRowDocument[],
  { number, event }: LiftOrder,
): Promise<boolean> {
  const byAge = [...closed].sort((left, right) => Number(isCurrent(left)) - Number(isCurrent(right)));
  const [deciding, ...others] = byAge;
  if (deciding === undefined || Math.max(...closed.map((row) => row.suppressionNumber)) !== number) return false;
  const leaf = await LeafMaker.of(database).make(event);
  const token = newWriteToken();
  if (!(await openRow(database, deciding, { token, leaf: withLeaves([leaf]) }))) return false;
  database.leafWritten();
  for (const row of others) await openRow(database, row, { token, leaf: {} });
  return true;
}

/** Made under the current version of the key. */
function isCurrent({ _id, suppression }: GateRowDocument): boolean {
  return suppression?.key === _id;
}

async function openRow(
  database: MongoDatabase,
  { _id, suppressionNumber, suppression }: GateRowDocument,
  { token, leaf }: Clearing,
): Promise<boolean> {
  const filter = { _id, suppressionNumber, 'suppression.id': suppression?.id };
  const changes = {
    ...leaf,
    $set: { ...leaf.$set, isClosed: false },
    $unset: { suppression: 1 },
    $push: { ...leaf.$push, ...pushToken(token) },
  };
  const done = await update(database, { step: 'lift.gate', in: gateRows, filter, changes });
  if (done.isApplied || !done.isRepeat) return done.isApplied;
  const model = database.model(gateRows);
  const kept = await database.run('lift.read', () => model.findById(_id).lean<GateRowDocument>());
  return kept?.writes?.includes(token) === true;
}
