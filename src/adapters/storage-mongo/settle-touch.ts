// Answers for the settlement of one attempt, on its own row and on the copy that a merge made of it (R4, R5, R22).
import type { TouchEntry, TouchSettlement } from '../../ports/touch-ledger.port.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import { channels, type Channel } from '../../shared/channel.js';
import { isLeafKnown } from './is-leaf-known.js';
import { LeafMaker } from './leaf-maker.js';
import { update, type Applied } from './ledger-write.js';
import { completeMerge } from './merge-persons.js';
import type { MongoDatabase } from './mongo-database.js';
import { withRowLeaves, type PendingLeaf } from './pending-leaf.js';
import { readLatest } from './read-row.js';
import { ledgerRows, type LedgerRowDocument } from './schemas/ledger-rows.schema.js';

interface Change {
  readonly step: string;
  readonly settlement: TouchSettlement;
  readonly from: readonly TouchEntry['state'][];
  /** Beside touch, attempt and state. */
  readonly also: Readonly<Record<string, unknown>>;
  readonly leaves: readonly PendingLeaf[];
}

/** @returns whether touch, attempt and state fitted; nothing is given back where they did not (R4). */
export async function settleTouch(
  database: MongoDatabase,
  { settlement, event }: { settlement: TouchSettlement; event: AuditEvent },
): Promise<boolean> {
  const leaf = await LeafMaker.of(database).make({ ...event, subject: settlement.rowId });
  const from: TouchEntry['state'][] = settlement.outcome === 'sent' ? ['in_flight', 'unknown'] : ['in_flight'];
  const change = { step: 'settle.update', settlement, from, leaves: [leaf] };
  const first = await settleIn(database, { ...change, also: { mergedInto: null } });
  if (first.isApplied) return true;
  const row = await readLatest(database, settlement.rowId, 'settle.read');
  if (row === null) return false;
  if (first.isRepeat && (await isLeafKnown(database, row, leaf.id))) return true;
  return row.mergedInto === undefined ? false : settleMerged(database, { ...change, step: 'settle.merged', also: {} });
}

/** A row that was merged, or is being: what its own attempt learns holds for the carried copy too. */
async function settleMerged(database: MongoDatabase, change: Change): Promise<boolean> {
  const { settlement, leaves } = change;
  const { isApplied, isRepeat } = await settleIn(database, change);
  const row = await completeMerge(database, settlement.rowId);
  const isKnown = isRepeat && leaves[0] !== undefined && (await isLeafKnown(database, row, leaves[0].id));
  // Also where it was settled before: a crash may have come between the row and the copy.
  if (isApplied || isSettledAs(row, settlement)) await settleCarried(database, row, settlement);
  return isApplied || isKnown;
}

function isSettledAs({ touches }: LedgerRowDocument, { touchId, attempt, outcome }: TouchSettlement): boolean {
  const entry = touches.find((each) => each.touchId === touchId && each.attempt === attempt);
  return outcome === 'not_transmitted' ? entry === undefined : entry?.state === outcome;
}

async function settleCarried(
  database: MongoDatabase,
  { mergedInto }: LedgerRowDocument,
  settlement: TouchSettlement,
): Promise<void> {
  // A copy is `unknown` from the start.
  if (mergedInto === undefined || settlement.outcome === 'unknown') return;
  const copy = { ...settlement, rowId: mergedInto };
  const from = ['in_flight', 'unknown'] as const;
  await settleIn(database, { step: 'settle.carried', settlement: copy, from, also: {}, leaves: [] });
  const target = await completeMerge(database, mergedInto);
  await settleCarried(database, target, copy);
}

async function settleIn(database: MongoDatabase, change: Change): Promise<Applied> {
  if (change.settlement.outcome !== 'not_transmitted') return apply(database, change, null);
  let isRepeat = false;
  // The slot that is given back is the entry's own: an entry is on one channel only.
  for (const channel of channels) {
    const applied = await apply(database, change, channel);
    if (applied.isApplied) return applied;
    isRepeat ||= applied.isRepeat;
  }
  return { isApplied: false, isRepeat, isInserted: false };
}

/** @param channel of the entry that goes; null where it stays. */
async function apply(database: MongoDatabase, change: Change, channel: Channel | null): Promise<Applied> {
  const { step, settlement, from, also, leaves } = change;
  const { rowId, touchId, attempt, outcome } = settlement;
  const entry = { touchId, attempt, state: { $in: [...from] }, ...(channel === null ? {} : { channel }) };
  const filter = { _id: rowId, ...also, touches: { $elemMatch: entry } };
  const changes =
    channel === null
      ? { $set: { 'touches.$.state': outcome } }
      : { $pull: { touches: { touchId, attempt } }, $inc: { [`used.${channel}`]: -1 } };
  const applied = await update(database, {
    step,
    in: ledgerRows,
    filter,
    changes: withRowLeaves(leaves, changes),
  });
  if (applied.isApplied && leaves.length > 0) database.leafWritten();
  return applied;
}
