// Answers for random operations on the ledger and the log: persons, claims, suppressions, gates, mergers, bare leaves.
import type {
  ClaimResult,
  PersonRow,
  SuppressResult,
  TouchClaim,
  TouchLedger,
  TouchSettlement,
} from '../../src/ports/touch-ledger.port.js';
import { sha256Hex } from '../../src/shared/canonical-json.js';
import type { AddressKeys } from '../../src/shared/address-keys.js';
import type { AttemptToken, GateKey, LeafId, RowId, SuppressionId } from '../../src/shared/ids.js';
import { aClaim, aSuppression, settlementOf, touchOf } from './ledger.builder.js';
import {
  everyPage,
  operation,
  unordered,
  type Choices,
  type OperationMaker,
  type StorageWorld,
} from './storage-operations-world.js';

const gateNames = ['domain:d1', 'domain:d2', 'phone:p1', 'lia:l1', 'campaign:c1', 'installation'];
const gates = gateNames as GateKey[];
const causes = ['unsubscribe', 'invalid', 'objection', 'complaint', 'hard_bounce', 'manual'] as const;
const outcomes = ['sent', 'not_transmitted', 'unknown'] as const satisfies readonly TouchSettlement['outcome'][];
// One beyond the bound of leaves that repeats may push (R23).
const manyRepeats = 21;
// Five names under two key versions: ten rows at most.
const maxMergers = 9;

function attemptOf(world: StorageWorld): AttemptToken {
  const text = sha256Hex(world.id('attempt'));
  return `${text.slice(0, 16)}.${text.slice(0, 32)}` as AttemptToken;
}

function newClaim(world: StorageWorld, choices: Choices): TouchClaim {
  const rowId = world.rowId(choices);
  const step = choices.below(4);
  const gate = gates[choices.below(gates.length * 2)];
  return aClaim(rowId, {
    touchId: touchOf(`${rowId}/${String(step)}`),
    attempt: attemptOf(world),
    channel: choices.pick(['email', 'call']),
    maxTouches: choices.pick([3, 2, 1]),
    minGapMs: choices.pick([0, 3_000, 5_000, 9_000]),
    gates: gate === undefined ? [] : [gate, 'domain:other' as GateKey],
    at: world.now,
    ...(choices.isRare() ? {} : { stepKey: `campaign/${String(step)}` }),
  });
}

/**
 * Without what engines may tell differently: the order of reasons, and the objections to a row that was merged. Nothing
 * is claimed there, and whether it repeats those of the row that it went into is left open.
 */
function comparable({ refusals, closedGates, row }: Extract<ClaimResult, { granted: false }>) {
  const isMerged = refusals.includes('PERSON_MERGED');
  const told = refusals.filter((refusal) => !isMerged || refusal !== 'SUPPRESSED');
  return {
    granted: false,
    refusals: told.sort(),
    closedGates: [...closedGates].sort(),
    row: row === null ? null : comparableRow(row),
  };
}

function comparableRow(row: PersonRow): PersonRow {
  return row.mergedInto === null ? row : { ...row, suppression: null, suppressionNumber: 0 };
}

/** A new attempt, or the very one that was asked for before (R2). */
const claim: OperationMaker = (world, choices) => {
  const asked = choices.isRare() ? choices.any(world.claims, newClaim(world, choices)) : newClaim(world, choices);
  const payload = { contactId: `contact of ${asked.rowId.slice(0, 8)}` };
  const event = world.event('touch.claimed', { subject: asked.rowId, payload });
  return operation<{ granted: boolean }>(
    async ({ ledger }) => {
      const result = await ledger.claimTouch(asked, event);
      return result.granted ? result : comparable(result);
    },
    ({ granted }) => {
      if (granted) world.claims.push(asked);
    },
  );
};

const settle: OperationMaker = (world, choices) => {
  const of = choices.any(world.claims.slice(-6), newClaim(world, choices));
  const settlement = settlementOf(of, choices.pick(outcomes));
  const event = world.event(`touch.${settlement.outcome}`, { subject: of.rowId, payload: { code: 250 } });
  const asked = choices.isRare() ? { ...settlement, attempt: attemptOf(world) } : settlement;
  return operation(({ ledger }) => ledger.settleTouch(asked, event));
};

const resolve: OperationMaker = (world, choices) => {
  const addresses = [world.address(choices), ...(choices.below(3) === 2 ? [world.address(choices)] : [])];
  return operation(
    ({ ledger }) => ledger.resolvePerson(addresses),
    (found) => {
      for (const rowId of found.kind === 'row' ? [found.rowId] : found.rowIds) world.knowRow(rowId);
    },
  );
};

function suppressOnce(world: StorageWorld, choices: Choices) {
  const suppression = aSuppression({
    id: world.id('suppression'),
    cause: choices.pick(causes),
    receivedAt: world.after(-500),
    note: choices.isRare() ? 'told us on the phone' : null,
  });
  const event = world.event('person.suppressed', { payload: { cause: suppression.cause } });
  return { suppression, event };
}

type SuppressionOrder = ReturnType<typeof suppressOnce>;

/** Each row on the way gets a suppression and a leaf of its own. */
function forEachRow({ suppression, event }: SuppressionOrder): SuppressionOrder[] {
  return Array.from({ length: maxMergers + 1 }, (_, hop) => ({
    suppression: { ...suppression, id: `${suppression.id}-${String(hop)}` as SuppressionId },
    event: { ...event, id: `${event.id}-${String(hop)}` as LeafId },
  }));
}

/** As a suppressor does it: on and on where the row was merged (R12). */
async function suppressAll(ledger: TouchLedger, address: AddressKeys, orders: readonly SuppressionOrder[]) {
  const results: SuppressResult[] = [];
  let at: AddressKeys | null = address;
  for (const { suppression, event } of orders) {
    if (at === null) break;
    const result: SuppressResult = await ledger.suppressPerson(at, suppression, event);
    results.push({ ...result, inFlight: [...result.inFlight].sort() });
    at = result.mergedInto === null ? null : { current: result.mergedInto, older: [] };
  }
  return results;
}

const suppress: OperationMaker = (world, choices) => {
  const address = world.address(choices);
  const repeats = choices.below(12) === 11 ? manyRepeats : 1;
  const wishes = Array.from({ length: repeats }, () => forEachRow(suppressOnce(world, choices)));
  return operation(
    async ({ ledger }) => {
      const results = [];
      for (const orders of wishes) results.push(...(await suppressAll(ledger, address, orders)));
      return results;
    },
    (results) => {
      for (const { suppression, rowId } of results) {
        world.suppressions.push(suppression);
        world.knowRow(rowId);
      }
    },
  );
};

const closeGate: OperationMaker = (world, choices) => {
  const key = choices.any(gates, gates[0]!);
  const keys = choices.isRare() ? [key, `${key}-v1` as GateKey] : [key];
  const { suppression, event } = suppressOnce(world, choices);
  const asked = { ...suppression, domain: key.startsWith('domain:') ? 'acme.example' : null };
  return operation(
    ({ ledger }) => ledger.closeGate(keys, asked, event),
    ({ suppression: standing }) => world.suppressions.push(standing),
  );
};

const openGate: OperationMaker = (world, choices) => {
  const key = choices.any(gates, gates[0]!);
  const event = world.event('gate.opened');
  return operation(({ ledger }) => ledger.openGate(key, event));
};

const lift: OperationMaker = (world, choices) => {
  const none = { id: world.id<(typeof world.suppressions)[number]['id']>('suppression'), number: 1 };
  const { id } = choices.any([...world.suppressions].reverse(), none);
  const event = world.event('suppression.lifted', { payload: { note: 'asked for it' } });
  const isLate = choices.isRare();
  return operation(async ({ ledger }) => {
    // As this engine counts: mergers may raise the number by more on one than on another.
    const number = (await ledger.findSuppression(id))?.number ?? none.number;
    return ledger.lift(id, isLate ? number - 1 : number, event);
  });
};

const merge: OperationMaker = (world, choices) => {
  const [one, other] = [choices.any(world.rowIds, null), choices.any([...world.rowIds].reverse(), null)];
  const event = world.event('person.merged', { payload: { by: 'a person' } });
  world.hasMergers = true;
  return operation(async ({ ledger }) => (one && other ? ledger.mergePersons([one, other], event) : null));
};

/** What a caller may read of the ledger, all of it. */
const readLedger: OperationMaker = (world, choices) => {
  const address = world.address(choices);
  const rowIds = [...new Set([...world.rowIds, world.rowId(choices)])];
  const { id } = choices.any(world.suppressions, { id: world.id('suppression') });
  return operation(async ({ ledger }) => ({
    person: await ledger.findPerson(address),
    rows: (await Promise.all(rowIds.map((rowId) => ledger.readPerson(rowId)))).map((row) => row && comparableRow(row)),
    closed: [...(await ledger.closedGates(gates))].sort(),
    inFlight: [...(await ledger.inFlight(rowIds))].sort(),
    listed: await unordered(ledger.listInFlight(100)),
    suppression: await ledger.findSuppression(id),
    suppressions: await everyPage((cursor: string | null, limit) => ledger.listSuppressions(cursor, limit)),
  }));
};

/** Leaves of effects that touch nothing else; one that is in the log already is not taken again. */
const append: OperationMaker = (world, choices) => {
  const subject = choices.isRare() ? undefined : world.rowId(choices);
  const first = world.event('request.received', { subject, payload: { from: 'somebody' } });
  const again = choices.isRare() ? choices.any(world.appended, first) : first;
  const second = world.event('request.answered', choices.isRare() ? {} : { subject: subject as RowId });
  world.appended.push(first, second);
  return operation(({ auditLog }) => auditLog.append([again, second]));
};

export const ledgerOperations = {
  resolve,
  claim,
  settle,
  suppress,
  lift,
  closeGate,
  openGate,
  merge,
  readLedger,
  append,
};
