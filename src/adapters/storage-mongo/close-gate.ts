// Answers for closing and opening gate rows: domains and phone numbers under every key version, and stops (R14, R16).
import type { PipelineStage } from 'mongoose';
import { maxSuppressionLeaves, type NewSuppression, type Suppression } from '../../ports/touch-ledger.port.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import { InvariantError } from '../../shared/errors.js';
import type { GateKey } from '../../shared/ids.js';
import { LeafMaker } from './leaf-maker.js';
import { keepToken, newWriteToken, pushToken, update } from './ledger-write.js';
import type { MongoDatabase } from './mongo-database.js';
import { withLeaves, type PendingLeaf } from './pending-leaf.js';
import { readGate } from './read-row.js';
import { gateRows, type GateRowDocument } from './schemas/gate-rows.schema.js';
import { isSuppressed, literal, standingExpression } from './standing-suppression.js';
import type { SuppressionOrder } from './suppress.js';

export interface GateClosing {
  readonly suppression: Suppression;
  readonly isNew: boolean;
}

/**
 * All keys stand for the same thing. The oldest key's row decides, with the leaf in it: every live process knows that
 * key (R16); the others follow it. @param keys the current version first.
 */
export async function closeGate(
  database: MongoDatabase,
  { keys, suppression: asked, event }: SuppressionOrder & { keys: readonly GateKey[] },
): Promise<GateClosing> {
  const [key] = keys;
  const [deciding, ...others] = [...keys].reverse();
  if (key === undefined || deciding === undefined) throw new InvariantError('LEDGER_BROKEN', 'a gate without a key');
  const known = await Promise.all(others.map((each) => readGate(database, each, 'gate.others')));
  const least = Math.max(0, ...known.map((row) => row?.suppressionNumber ?? 0));
  const standing = known.find((row) => row?.isClosed === true && row.suppression !== undefined)?.suppression;
  const leaf = await LeafMaker.of(database).make(event);
  const fresh: Suppression = { ...asked, kind: kindOf(key), key, effectiveAt: event.at, number: 0 };
  const first = standing ?? fresh;
  const after = await close(database, deciding, {
    asked,
    first,
    leaf,
    least,
    isKnown: known.some((row) => row?.isClosed === true),
  });
  for (const each of others) await follow(database, each, after);
  const suppression = after.suppression ?? { ...fresh, number: after.suppressionNumber };
  return { suppression, isNew: after.closedBy === asked.id };
}

interface Closing {
  readonly asked: NewSuppression;
  readonly first: Suppression;
  readonly leaf: PendingLeaf;
  /** The highest number under another key. */
  readonly least: number;
  /** It is closed under another key already. */
  readonly isKnown: boolean;
}

async function close(database: MongoDatabase, key: GateKey, closing: Closing): Promise<GateRowDocument> {
  const token = newWriteToken();
  const filter = { _id: key, writes: { $ne: token } };
  const changes = closingStages(closing, token);
  await update(database, { step: 'gate.close', in: gateRows, filter, changes, orInsert: true });
  database.leafWritten();
  const row = await readGate(database, key, 'gate.read');
  if (row === null) throw new InvariantError('LEDGER_BROKEN', 'a closed gate is missing');
  return row;
}

/** A stop is no suppression: it is never listed, and the row keeps none. */
function closingStages({ asked, first, leaf, least, isKnown }: Closing, token: string): PipelineStage[] {
  const number = { $add: [{ $max: [{ $ifNull: ['$suppressionNumber', 0] }, least] }, 1] };
  const wasClosed = { $or: [isKnown, { $eq: ['$isClosed', true] }] };
  const isLogged = { $or: [{ $not: [wasClosed] }, { $lte: [number, maxSuppressionLeaves] }] };
  const leaves = { $concatArrays: [{ $ifNull: ['$leaves', []] }, literal([leaf])] };
  const standing = { suppression: standingExpression(asked, first, number) };
  return [
    {
      $set: {
        isClosed: true,
        suppressionNumber: number,
        closedBy: { $cond: [wasClosed, { $ifNull: ['$closedBy', ''] }, literal(asked.id)] },
        writes: keepToken(token),
        leaves: { $cond: [isLogged, leaves, '$leaves'] },
        hasLeaves: { $cond: [isLogged, true, '$hasLeaves'] },
        ...(first.kind === 'stop' ? {} : standing),
      },
    },
  ];
}

/** Takes over what the deciding row says; a higher number of its own stays. Sent twice, it closes nothing behind a lift. */
async function follow(database: MongoDatabase, key: GateKey, from: GateRowDocument): Promise<void> {
  const token = newWriteToken();
  const isNewer = { $gt: [{ $ifNull: ['$suppressionNumber', 0] }, from.suppressionNumber] };
  const keepsOwn = { $and: [isNewer, isSuppressed] };
  const number = { $max: ['$suppressionNumber', from.suppressionNumber] };
  const { suppression } = from;
  const standing = { suppression: { $cond: [keepsOwn, '$suppression', literal(suppression)] } };
  const closed = { isClosed: true, suppressionNumber: number, writes: keepToken(token) };
  const changes = [{ $set: { ...closed, ...(suppression === undefined ? {} : standing) } }];
  const filter = { _id: key, writes: { $ne: token } };
  await update(database, { step: 'gate.follow', in: gateRows, filter, changes, orInsert: true });
}

function kindOf(key: GateKey): Suppression['kind'] {
  const prefix = key.slice(0, key.indexOf(':'));
  return prefix === 'domain' || prefix === 'phone' ? prefix : 'stop';
}

/** Only a gate that is no suppression, and only as it was read: a late opening never opens what was closed behind it. */
export async function openGate(
  database: MongoDatabase,
  { key, event }: { key: GateKey; event: AuditEvent },
): Promise<void> {
  const row = await readGate(database, key, 'gate.read');
  if (row === null || !row.isClosed || row.suppression !== undefined) return;
  const leaf = await LeafMaker.of(database).make(event);
  const { suppressionNumber } = row;
  const filter = { _id: key, isClosed: true, suppression: null, suppressionNumber };
  const changes = withLeaves([leaf], { $set: { isClosed: false }, $push: pushToken(newWriteToken()) });
  const { isApplied } = await update(database, { step: 'gate.open', in: gateRows, filter, changes });
  if (isApplied) database.leafWritten();
}
