// Answers for a ledger on MongoDB that keeps its invariants when many verbs of several processes meet lost requests, lost answers and deaths.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ledgerRows, type LedgerRowDocument } from '../../src/adapters/storage-mongo/schemas/ledger-rows.schema.js';
import type { StepHook } from '../../src/adapters/storage-mongo/step-hook.js';
import type { TouchClaim } from '../../src/ports/touch-ledger.port.js';
import type { Leaf } from '../../src/shared/audit-leaf.js';
import type { LeafId, RowId } from '../../src/shared/ids.js';
import { anEvent, loggedFrom } from '../support/event.builder.js';
import { aClaim, aPerson, aSuppression, settlementOf, touchOf } from '../support/ledger.builder.js';
import { startMongo, type MongoServer } from '../support/mongo-server.js';
import { openMongoStorage, type MongoStorage } from '../support/open-mongo-storage.js';
import { connectionLost, Died } from '../support/scripted-steps.js';
import { seededRandom, type SeededRandom } from '../support/seeded-random.js';

const rounds = 6;
const personCount = 4;
const verbCount = 60;
const atOnce = 8;
const cap = 3;

let server: MongoServer;
beforeAll(async () => {
  server = await startMongo();
}, 60_000);
afterAll(() => server.stop());

/** Each command may be lost on its way out or back; now and then the process dies in the middle of a verb. */
class RandomFaults implements StepHook {
  isOn = false;

  constructor(private readonly random: SeededRandom) {}

  before(): Promise<void> {
    return this.maybe();
  }

  after(): Promise<void> {
    return this.maybe();
  }

  private maybe(): Promise<void> {
    const chance = this.isOn ? this.random.next() : 1;
    if (chance < 0.06) return Promise.reject(connectionLost());
    return chance < 0.07 ? Promise.reject(new Died()) : Promise.resolve();
  }
}

/** What the callers were told, and what they may therefore rely on. */
class Told {
  readonly granted = new Map<TouchClaim, 'in_flight' | 'given_back' | 'unclear'>();
  /** Of effects that were told as done: each is in the log, once. */
  readonly owed = new Set<LeafId>();
  readonly suppressed = new Set<RowId>();
  grantedAfterOptOut = 0;
}

class Chaos {
  readonly told = new Told();

  constructor(
    private readonly processes: readonly [MongoStorage, ...MongoStorage[]],
    private readonly rowIds: readonly [RowId, ...RowId[]],
    private readonly random: SeededRandom,
  ) {}

  /** A verb that throws has told nothing. */
  async any(): Promise<void> {
    const { ledger } = this.random.pick(this.processes);
    const rowId = this.random.pick(this.rowIds);
    const verb = this.random.between(0, 9);
    const done = verb < 5 ? this.claim(ledger, rowId) : verb < 8 ? this.settle(ledger) : this.rare(ledger, rowId);
    await done.catch((error: unknown) => {
      if (!['DependencyError', 'Error'].includes((error as Error).name)) throw error;
    });
  }

  private async claim(ledger: MongoStorage['ledger'], rowId: RowId): Promise<void> {
    const event = anEvent('touch.claimed');
    const claim = aClaim(rowId, { touchId: touchOf(`${rowId}/${this.random.between(0, 5)}`), maxTouches: cap });
    const isTooLate = this.told.suppressed.has(rowId);
    if (!(await ledger.claimTouch(claim, event)).granted) return;
    if (isTooLate) this.told.grantedAfterOptOut += 1;
    this.told.granted.set(claim, 'in_flight');
    this.told.owed.add(event.id);
  }

  private async settle(ledger: MongoStorage['ledger']): Promise<void> {
    const open = [...this.told.granted].filter(([, state]) => state === 'in_flight').map(([claim]) => claim);
    const [first, ...others] = open;
    if (first === undefined) return;
    const claim = this.random.pick([first, ...others]);
    const outcome = this.random.pick(['sent', 'not_transmitted', 'unknown'] as const);
    const event = anEvent(`touch.${outcome}`);
    this.told.granted.set(claim, 'unclear');
    if (!(await ledger.settleTouch(settlementOf(claim, outcome), event))) return;
    this.told.owed.add(event.id);
    if (outcome === 'not_transmitted') this.told.granted.set(claim, 'given_back');
  }

  private async rare(ledger: MongoStorage['ledger'], rowId: RowId): Promise<void> {
    if (this.random.next() < 0.5) {
      await ledger.mergePersons([rowId, this.random.pick(this.rowIds)], anEvent('person.merged'));
      return;
    }
    const events: LeafId[] = [];
    for (let next: RowId | null = rowId; next !== null;) {
      const event = anEvent('person.suppressed');
      next = (await ledger.suppressPerson({ current: next, older: [] }, aSuppression(), event)).mergedInto;
      events.push(event.id);
    }
    this.told.suppressed.add(rowId);
    for (const id of events) this.told.owed.add(id);
  }
}

/** Every row, found by a process that suffers no faults and ends what others left. */
async function survey({ database, ledger }: MongoStorage): Promise<LedgerRowDocument[]> {
  await ledger.onApplicationBootstrap();
  return database
    .model(ledgerRows)
    .find({ pointerTo: { $exists: false } })
    .lean<LedgerRowDocument[]>();
}

function rootOf(rows: readonly LedgerRowDocument[], rowId: RowId): LedgerRowDocument {
  const row = rows.find(({ _id }) => _id === rowId)!;
  return row.mergedInto === undefined ? row : rootOf(rows, row.mergedInto);
}

function expectRows(rows: readonly LedgerRowDocument[], { granted, suppressed, grantedAfterOptOut }: Told): void {
  expect(grantedAfterOptOut).toBe(0);
  for (const row of rows) {
    expect(row.used).toEqual({ email: row.touches.length, call: 0 });
    expect(new Set(row.touches.map(({ attempt }) => attempt)).size).toBe(row.touches.length);
    if (row.mergedInto === undefined && row.mergedFrom.length === 0) expect(row.used.email).toBeLessThanOrEqual(cap);
    expect(row.mergedInto === undefined).toBe(row.carried === undefined);
  }
  for (const [{ rowId, attempt }, state] of granted) {
    const count = rootOf(rows, rowId).touches.filter((entry) => entry.attempt === attempt).length;
    if (state === 'in_flight') expect(count).toBe(1);
    // A copy whose settlement died on the way to it keeps the slot: too few messages, never too many.
    if (state === 'given_back') expect(count).toBeLessThanOrEqual(1);
  }
  for (const rowId of suppressed) expect(rootOf(rows, rowId).suppression).toBeDefined();
}

async function expectLog({ auditLog }: MongoStorage, { owed }: Told): Promise<void> {
  const entries = await loggedFrom(auditLog);
  const ids = entries.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...owed].filter((id) => !ids.includes(id))).toEqual([]);
  const counters = new Map<string, number[]>();
  for (const { leafJson } of entries) {
    const { subject = '', subjectSeq = 0 } = JSON.parse(leafJson) as Leaf;
    counters.set(subject, [...(counters.get(subject) ?? []), subjectSeq]);
  }
  for (const seen of counters.values()) expect(seen).toEqual(seen.map((_, index) => index + 1));
}

async function oneRound(
  sound: MongoStorage,
  processes: readonly [MongoStorage, MongoStorage],
  { faults, random }: { faults: RandomFaults; random: SeededRandom },
): Promise<void> {
  const rowIds: RowId[] = [];
  for (let person = 0; person < personCount; person += 1) rowIds.push(await aPerson(sound.ledger, String(person)));
  const chaos = new Chaos(processes, rowIds as [RowId], random);
  faults.isOn = true;
  for (let done = 0; done < verbCount; done += atOnce) {
    await Promise.all(Array.from({ length: atOnce }, () => chaos.any()));
  }
  faults.isOn = false;
  expectRows(await survey(sound), chaos.told);
  await expectLog(sound, chaos.told);
}

describe('The ledger on MongoDB under faults', () => {
  it('keeps caps, opt-outs, mergers and leaves when requests, answers and processes are lost at random [P1] [P2] [P6] [R21]', async () => {
    const random = seededRandom('ledger faults');
    for (let round = 0; round < rounds; round += 1) {
      const faults = new RandomFaults(random);
      const sound = await openMongoStorage(server);
      const faulty = { databaseName: sound.databaseName, steps: faults };
      const processes = [await openMongoStorage(server, faulty), await openMongoStorage(server, faulty)] as const;
      try {
        await oneRound(sound, processes, { faults, random });
      } finally {
        for (const { close } of [sound, ...processes]) await close();
      }
    }
  }, 120_000);
});
