// Answers for suppressing a person's row: committed first, then what its very commit left in flight (R10, R11, R12).
import type { PipelineStage } from 'mongoose';
import {
  maxSuppressionLeaves,
  type NewSuppression,
  type Suppression,
  type SuppressResult,
} from '../../ports/touch-ledger.port.js';
import type { AddressKeys } from '../../shared/address-keys.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import { InvariantError } from '../../shared/errors.js';
import type { AttemptToken } from '../../shared/ids.js';
import { LeafMaker } from './leaf-maker.js';
import { suppressionOf } from './ledger-suppressions.js';
import { keepToken, newWriteToken, update } from './ledger-write.js';
import type { MongoDatabase } from './mongo-database.js';
import type { PendingLeaf } from './pending-leaf.js';
import { carriedRows } from './person-rows.js';
import { readLatest } from './read-row.js';
import { ensureRow } from './resolve-person.js';
import { ledgerRows, type LedgerRowDocument } from './schemas/ledger-rows.schema.js';
import { firstSuppression, isSuppressed, literal, standingExpression } from './standing-suppression.js';

export interface SuppressionOrder {
  readonly suppression: NewSuppression;
  readonly event: AuditEvent;
}

export async function suppressPerson(
  database: MongoDatabase,
  { address, suppression: asked, event }: SuppressionOrder & { address: AddressKeys },
): Promise<SuppressResult> {
  const row = await ensureRow(database, address);
  const fresh: Suppression = { ...asked, kind: 'person', key: row._id, effectiveAt: event.at, number: 0 };
  // Only the row itself is the subject: an address that points to it would hide the payload from erasure.
  const leaf = await LeafMaker.of(database).make({ ...event, subject: row._id });
  const first = firstSuppression(fresh, await standingElsewhere(database, row));
  const inFlight = await commit(database, row, { asked, first, leaf });
  database.leafWritten();
  const after = await latest(database, row);
  const { suppression, number } = suppressionOf(await familyOf(database, after));
  return {
    rowId: row._id,
    // Lifted again already where there is none: what was committed is told all the same.
    suppression: suppression ?? { ...first, number },
    isNew: (suppression ?? first).id === asked.id,
    inFlight: inFlight ?? attemptsOf(after),
    mergedInto: after.mergedInto ?? null,
  };
}

interface Wish {
  readonly asked: NewSuppression;
  /** What it becomes where the row has none. */
  readonly first: Suppression;
  readonly leaf: PendingLeaf;
}

/**
 * Two updates, of which one is applied once: with nothing in flight, else in any case. After the second the row is
 * read: a claim that comes behind the commit is refused, so nothing can be missing there that was in flight at it.
 * @returns empty where the commit found nothing in flight, null where the row must be read.
 */
async function commit(database: MongoDatabase, { _id }: LedgerRowDocument, wish: Wish): Promise<readonly [] | null> {
  const token = newWriteToken();
  const changes = suppressing(wish, token);
  const isOnce = { _id, writes: { $ne: token } };
  const isClear = { ...isOnce, 'touches.state': { $ne: 'in_flight' } };
  const clear = await update(database, { step: 'suppress.clear', in: ledgerRows, filter: isClear, changes });
  if (clear.isApplied) return [];
  await update(database, { step: 'suppress.any', in: ledgerRows, filter: isOnce, changes });
  return null;
}

/** Each repeat raises the number; what changes nothing may stay out of the log, what does never (P6). */
function suppressing({ asked, first, leaf }: Wish, token: string): PipelineStage[] {
  const number = { $add: ['$suppressionNumber', 1] };
  const isNew = first.id === asked.id ? { $not: [isSuppressed] } : false;
  const isLogged = { $or: [isNew, { $lt: ['$suppressionLeafCount', maxSuppressionLeaves] }] };
  const one = { $cond: [isLogged, 1, 0] };
  const leaves = { $concatArrays: [{ $ifNull: ['$leaves', []] }, literal([leaf])] };
  return [
    {
      $set: {
        suppressionNumber: number,
        suppression: standingExpression(asked, first, number),
        suppressionLeafCount: { $add: ['$suppressionLeafCount', one] },
        writes: keepToken(token),
        leaves: { $cond: [isLogged, leaves, '$leaves'] },
        hasLeaves: { $cond: [isLogged, true, '$hasLeaves'] },
        leafCount: { $add: ['$leafCount', one] },
      },
    },
  ];
}

async function latest(database: MongoDatabase, { _id }: LedgerRowDocument): Promise<LedgerRowDocument> {
  const row = await readLatest(database, _id, 'suppress.read');
  if (row === null) throw new InvariantError('LEDGER_BROKEN', 'a suppressed row is missing');
  return row;
}

function familyOf(database: MongoDatabase, row: LedgerRowDocument): Promise<readonly LedgerRowDocument[]> {
  const isAlone = row.mergedFrom.length === 0 && row.carried === undefined;
  return isAlone ? Promise.resolve([row]) : carriedRows(database, row._id);
}

async function standingElsewhere(database: MongoDatabase, row: LedgerRowDocument): Promise<Suppression | null> {
  const others = (await familyOf(database, row)).filter(({ _id }) => _id !== row._id);
  return suppressionOf(others).suppression;
}

function attemptsOf({ touches }: LedgerRowDocument): AttemptToken[] {
  return touches.flatMap(({ state, attempt }) => (state === 'in_flight' ? [attempt] : []));
}
