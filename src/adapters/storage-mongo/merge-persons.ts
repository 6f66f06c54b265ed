// Answers for joining two rows of one person, the larger id into the smaller, in steps that are resumed after a crash (R22).
import type { AuditEvent } from '../../shared/audit-leaf.js';
import { DependencyError, InvariantError } from '../../shared/errors.js';
import type { RowId } from '../../shared/ids.js';
import { carryInto } from './carry-into.js';
import { LeafMaker } from './leaf-maker.js';
import { maxHops, rowOfKey } from './ledger-rows.js';
import { update } from './ledger-write.js';
import type { MongoDatabase } from './mongo-database.js';
import { withRowLeaves, type PendingLeaf } from './pending-leaf.js';
import { readLatest } from './read-row.js';
import { ledgerRows, type LedgerRowDocument } from './schemas/ledger-rows.schema.js';

const maxRounds = 20;

/** Does nothing where the two are one already. @returns the row that stays. */
export async function mergePersons(
  database: MongoDatabase,
  { rowIds, event }: { rowIds: readonly [RowId, RowId]; event: AuditEvent },
): Promise<RowId> {
  const leaves = new Map<RowId, PendingLeaf>();
  for (let round = 0; round < maxRounds; round += 1) {
    const [first, second] = [await rootOf(database, rowIds[0]), await rootOf(database, rowIds[1])];
    if (first === second) return first;
    const [target, source] = first < second ? [first, second] : [second, first];
    // Fixed before the first try, whichever row it is found to go into (R23).
    const leaf = leaves.get(source) ?? (await LeafMaker.of(database).make({ ...event, subject: source }));
    leaves.set(source, leaf);
    await mark(database, { source, target, leaf });
  }
  throw new DependencyError('STORAGE_UNAVAILABLE', 'the rows are being merged by many at the same time');
}

/** Step 1, with the leaf. Where somebody else was first, the next round sees what they did. */
async function mark(
  database: MongoDatabase,
  { source, target, leaf }: { source: RowId; target: RowId; leaf: PendingLeaf },
): Promise<void> {
  const filter = { _id: source, mergedInto: null };
  const changes = withRowLeaves([leaf], { $set: { mergedInto: target } });
  const { isApplied } = await update(database, { step: 'merge.mark', in: ledgerRows, filter, changes });
  if (isApplied) database.leafWritten();
}

/** The row that stays; mergers on the way are brought to their end. */
export async function rootOf(database: MongoDatabase, key: RowId): Promise<RowId> {
  let row = await rowOfKey(database, key);
  if (row === null) throw new InvariantError('LEDGER_BROKEN', 'a row to merge does not exist');
  for (let hops = 0; row.mergedInto !== undefined; hops += 1) {
    if (hops === maxHops) throw new InvariantError('LEDGER_BROKEN', 'mergers have no end');
    await completeMerge(database, row._id);
    row = await existing(database, row.mergedInto);
  }
  return row._id;
}

/**
 * Steps 2 to 4 of a merge that is marked: by whoever marked it, and by everybody who meets one that a crash left. Any
 * number may do it at once. @returns the row as it is now; one that is not merged is left alone.
 */
export async function completeMerge(database: MongoDatabase, sourceId: RowId): Promise<LedgerRowDocument> {
  // Begun after the mark was committed: whatever claim or objection came before is in it.
  const source = await existing(database, sourceId);
  if (source.mergedInto === undefined || source.carried === true) return source;
  const target = await carry(database, source, source.mergedInto);
  await close(database, source, target);
  return existing(database, sourceId);
}

/** Step 3: once, into the first row on the way that is not merged itself. @returns the row that holds it. */
async function carry(database: MongoDatabase, source: LedgerRowDocument, first: RowId): Promise<LedgerRowDocument> {
  let targetId = first;
  for (let hops = 0; hops < maxHops; hops += 1) {
    const filter = { _id: targetId, mergedInto: null, 'mergedFrom.row': { $ne: source._id } };
    await update(database, { step: 'merge.carry', in: ledgerRows, filter, changes: carryInto(targetId, source) });
    const target = await existing(database, targetId);
    if (target.mergedFrom.some(({ row }) => row === source._id)) return target;
    targetId = target.mergedInto ?? targetId;
  }
  throw new InvariantError('LEDGER_BROKEN', 'mergers have no end');
}

/** Step 4: from here on the person is the target. A suppression that both have is one, under the target's id. */
async function close(database: MongoDatabase, source: LedgerRowDocument, target: LedgerRowDocument): Promise<void> {
  const isShared = source.suppression !== undefined && target.suppression !== undefined;
  const shared = isShared ? { suppression: { ...target.suppression, number: source.suppressionNumber } } : {};
  const filter = { _id: source._id, carried: null };
  const changes = { $set: { carried: true, ...shared } };
  await update(database, { step: 'merge.close', in: ledgerRows, filter, changes });
}

async function existing(database: MongoDatabase, rowId: RowId): Promise<LedgerRowDocument> {
  const row = await readLatest(database, rowId, 'merge.read');
  if (row === null) throw new InvariantError('LEDGER_BROKEN', 'a merger leads nowhere');
  return row;
}

/** At the start of a process: mergers that a crash left half-way. */
export async function resumeMerges(database: MongoDatabase): Promise<void> {
  const model = database.model(ledgerRows);
  const filter = { mergedInto: { $exists: true }, carried: null };
  const open = await database.run('merge.find', () => model.find(filter, { _id: 1 }).lean<{ _id: RowId }[]>());
  for (const { _id: rowId } of open) await completeMerge(database, rowId);
}
