// Answers for the claim of one touch on a person's row: one conditional update, or why not (R1-R3, R14, R21).
import type { ClaimRefusal, ClaimResult, TouchClaim } from '../../ports/touch-ledger.port.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import { DependencyError } from '../../shared/errors.js';
import type { GateKey } from '../../shared/ids.js';
import { GateReader } from './gate-reader.js';
import { LeafMaker } from './leaf-maker.js';
import { personRow } from './ledger-rows.js';
import { update } from './ledger-write.js';
import { completeMerge } from './merge-persons.js';
import type { MongoDatabase } from './mongo-database.js';
import { withRowLeaves, type PendingLeaf } from './pending-leaf.js';
import { readLatest } from './read-row.js';
import { ledgerRows, type LedgerRowDocument, type StoredTouch } from './schemas/ledger-rows.schema.js';

/** A row that changes between an update and its reading is asked again, this often. */
const maxRounds = 5;

/** The gates are read first, never older than this call; what closes later is outwaited by its closer (R6, R14). */
export async function claimTouch(
  database: MongoDatabase,
  { claim, event }: { claim: TouchClaim; event: AuditEvent },
): Promise<ClaimResult> {
  const [closedGates, leaf] = await Promise.all([
    GateReader.of(database).closed(claim.gates),
    LeafMaker.of(database).make({ ...event, subject: claim.rowId }),
  ]);
  for (let round = 0; round < maxRounds; round += 1) {
    if (closedGates.length === 0 && (await putEntry(database, claim, leaf))) return { granted: true };
    const answer = await explain(database, claim, closedGates);
    if (answer !== null) return answer;
  }
  throw new DependencyError('STORAGE_UNAVAILABLE', 'a row changes faster than it can be claimed');
}

async function putEntry(database: MongoDatabase, claim: TouchClaim, leaf: PendingLeaf): Promise<boolean> {
  const { rowId, touchId, attempt, channel, maxTouches, minGapMs, at } = claim;
  // A bound that is no number refuses (P9); the server might read it otherwise.
  if (Number.isNaN(maxTouches) || Number.isNaN(at - minGapMs)) return false;
  const { leaseMs } = database;
  const stepKey = stepKeyOf(claim);
  const entry: StoredTouch = { touchId, stepKey, attempt, state: 'in_flight', channel, at, leaseMs };
  const filter = {
    _id: rowId,
    mergedInto: null,
    suppression: null,
    [`used.${channel}`]: { $lt: maxTouches },
    'touches.touchId': { $ne: touchId },
    'touches.stepKey': { $ne: stepKey },
    ...(minGapMs === 0 ? {} : { touches: { $not: { $elemMatch: { channel, at: { $gt: at - minGapMs } } } } }),
  };
  const changes = withRowLeaves([leaf], { $push: { touches: entry }, $inc: { [`used.${channel}`]: 1 } });
  const { isApplied } = await update(database, { step: 'claim.update', in: ledgerRows, filter, changes });
  if (isApplied) database.leafWritten();
  return isApplied;
}

/** @returns null where the row, as it is now, would grant: it changed in between. */
async function explain(
  database: MongoDatabase,
  claim: TouchClaim,
  closedGates: readonly GateKey[],
): Promise<ClaimResult | null> {
  let row = await readLatest(database, claim.rowId, 'claim.read');
  if (row === null) return { granted: false, refusals: ['PERSON_UNKNOWN'], row: null, closedGates };
  if (row.touches.some((entry) => isOwnRepeat(entry, claim))) return { granted: true };
  const refusals = refusalsOf(row, claim);
  if (closedGates.length > 0) refusals.push('GATE_CLOSED');
  if (refusals.length === 0) return null;
  // A merge that a crash left half-way: the sender may go on to the target once it is carried (R22).
  if (row.mergedInto !== undefined) row = await completeMerge(database, row._id);
  return { granted: false, refusals, row: await personRow(database, row), closedGates };
}

function stepKeyOf({ stepKey, touchId }: TouchClaim): string {
  return stepKey ?? touchId;
}

/** The same attempt asks again, after a time-out for example (R2). */
function isOwnRepeat(entry: StoredTouch, { touchId, attempt }: TouchClaim): boolean {
  return entry.touchId === touchId && entry.attempt === attempt && entry.state === 'in_flight';
}

function refusalsOf(row: LedgerRowDocument, claim: TouchClaim): ClaimRefusal[] {
  const lastAt = Math.max(...row.touches.filter(({ channel }) => channel === claim.channel).map(({ at }) => at));
  const isUnderCap = row.used[claim.channel] < claim.maxTouches;
  const isGapOver = claim.minGapMs === 0 || claim.at - lastAt >= claim.minGapMs;
  // Negated, so that a bound that is no number refuses (P9).
  const tests: readonly [boolean, ClaimRefusal][] = [
    [row.mergedInto !== undefined, 'PERSON_MERGED'],
    [row.suppression !== undefined, 'SUPPRESSED'],
    [!isUnderCap, 'CAP_REACHED'],
    [!isGapOver, 'GAP_NOT_OVER'],
    [
      row.touches.some(({ touchId, stepKey }) => touchId === claim.touchId || stepKey === stepKeyOf(claim)),
      'TOUCH_EXISTS',
    ],
  ];
  return tests.filter(([isTrue]) => isTrue).map(([, refusal]) => refusal);
}
