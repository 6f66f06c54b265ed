// Answers for the proof that a merge on MongoDB loses neither count nor opt-out between any two of its steps (R12, R22).
import { describe, expect, it } from '@jest/globals';
import type { RowId } from '../../src/shared/ids.js';
import { anEvent, loggedTypes } from '../support/event.builder.js';
import {
  aClaim,
  aPerson,
  addressOf,
  aSuppression,
  claimEvent,
  keyOf,
  settlementOf,
  touchOf,
} from '../support/ledger.builder.js';
import { withTwoProcesses, type MongoProcess } from '../support/mongo-processes.js';
import { Died, latestOf, type Moment } from '../support/scripted-steps.js';

let one: MongoProcess;
let other: MongoProcess;
/** The smallest id first. */
let names: [string, string, string];
let [least, target, source] = ['', '', ''] as [RowId, RowId, RowId];

withTwoProcesses(async (...pair) => {
  [one, other] = pair;
  names = ['m1', 'm2', 'm3'].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) as [string, string, string];
  const rows: RowId[] = [];
  for (const name of names) rows.push(await aPerson(one.ledger, name));
  [least, target, source] = rows as [RowId, RowId, RowId];
});

const merge = (process: MongoProcess, rowIds: readonly [RowId, RowId] = [source, target]) =>
  process.ledger.mergePersons(rowIds, anEvent('person.merged'));
const claimOn = async (process: MongoProcess, rowId: RowId, name: string) => {
  const claim = aClaim(rowId, { touchId: touchOf(name), maxTouches: 2 });
  return { claim, result: await process.ledger.claimTouch(claim, claimEvent(rowId)) };
};
const suppress = (process: MongoProcess, rowId: RowId) =>
  process.ledger.suppressPerson({ current: rowId, older: [] }, aSuppression(), anEvent('person.suppressed'));
const row = async (rowId: RowId) => (await other.ledger.readPerson(rowId))!;
const person = async (name: string) => (await other.ledger.findPerson(addressOf(name)))!;

/** Between any two steps of the merge, and around them. */
const moments: readonly Moment[] = [
  'before merge.mark',
  'after merge.mark',
  'before merge.carry',
  'after merge.carry',
  'before merge.close',
  'after merge.close',
];

/** Who ends a merge that a crash left half-way. */
const enders: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['a repeat of it', () => merge(other)],
  ['a process that starts', () => other.ledger.onApplicationBootstrap()],
  ['a claim on the source', () => claimOn(other, source, 'next')],
  ['an import of the source', () => other.ledger.resolvePerson([addressOf(names[2])])],
];

describe('A merge on MongoDB', () => {
  it.each(moments)(
    'carries the opt-out that comes by the source %s, or leads the suppressor on [R12] [R22] [P1]',
    async (moment) => {
      one.steps.once(moment, async () => {
        // As the suppressor does: each row, on to where it was merged.
        for (let next: RowId | null = source; next !== null;) next = (await suppress(other, next)).mergedInto;
      });
      await merge(one);
      const { result } = await claimOn(one, target, 'later');
      expect(result).toMatchObject({ refusals: ['SUPPRESSED'] });
      expect(await person(names[2])).toMatchObject({ id: target, suppression: {} });
      expect((await other.ledger.listSuppressions(null, 10)).items).toHaveLength(1);
    },
  );

  it.each(moments)('counts the claim that comes on the source %s, or refuses it [R22] [P2]', async (moment) => {
    let granted = 0;
    const count = async (process: MongoProcess, rowId: RowId, name: string) => {
      const { result } = await claimOn(process, rowId, name);
      if (result.granted) granted += 1;
    };
    await count(one, target, 'of the target');
    one.steps.once(moment, () => count(other, source, 'of the source'));
    await merge(one);
    for (const name of ['x', 'y', 'z']) await count(other, target, name);
    expect(granted).toBe(2);
    expect(await row(target)).toMatchObject({ used: { email: 2 }, mergedInto: null });
  });

  it('lets nobody go from source to target before the opt-out is there [R22] [P1]', async () => {
    await suppress(one, source);
    let seen: unknown;
    one.steps.once('before merge.carry', async () => {
      seen = await person(names[2]);
    });
    await merge(one);
    // Still the row itself, with its own opt-out: the target does not know it yet.
    expect(seen).toMatchObject({ id: source, mergedInto: null, suppression: {} });
  });

  it('refuses the source, and shows the way only when all is carried, when a claim meets it half-way [R22] [P1]', async () => {
    await suppress(one, source);
    one.steps.once('before merge.carry', async () => {
      const { result } = await claimOn(other, source, 'asked');
      expect(result).toMatchObject({ granted: false, row: { mergedInto: target } });
      expect((await claimOn(other, target, 'asked')).result).toMatchObject({ refusals: ['SUPPRESSED'] });
    });
    await merge(one);
  });

  it('carries once when two processes take the same step, and when the step is doubled later [R22] [P2]', async () => {
    const write = latestOf(one.database, 'merge.carry');
    await claimOn(one, source, 's');
    one.steps.once('before merge.carry', () => merge(other));
    one.steps.loseAnswer('merge.carry');
    await merge(one);
    await write.again();
    expect(await row(target)).toMatchObject({ used: { email: 1 }, touches: [{ state: 'unknown' }] });
    expect(await loggedTypes(other.auditLog)).toEqual(['touch.claimed', 'person.merged']);
  });

  it.each(['after merge.mark', 'before merge.carry', 'after merge.carry'] as const)(
    'carries on to where the target is merged %s [R22] [P1] [P2]',
    async (moment) => {
      await suppress(one, source);
      await claimOn(one, target, 't');
      one.steps.once(moment, () => merge(other, [least, target]));
      expect(await merge(one)).toBe(least);
      expect(await row(least)).toMatchObject({ used: { email: 1 }, mergedInto: null, suppression: {} });
      expect((await claimOn(other, least, 'later')).result).toMatchObject({ refusals: ['SUPPRESSED'] });
      expect(await person(names[2])).toMatchObject({ id: least });
    },
  );

  it.each(['before merge.carry', 'after merge.carry', 'before merge.close', 'after merge.close'] as const)(
    'keeps what a sender of the source learns %s [R4] [R22]',
    async (moment) => {
      const sent = await claimOn(one, source, 'sent');
      const failed = await claimOn(one, source, 'failed');
      one.steps.once(moment, async () => {
        const settle = (claim: typeof sent.claim, outcome: 'sent' | 'not_transmitted') =>
          other.ledger.settleTouch(settlementOf(claim, outcome), anEvent(`touch.${outcome}`));
        expect([await settle(sent.claim, 'sent'), await settle(failed.claim, 'not_transmitted')]).toEqual([true, true]);
      });
      await merge(one);
      expect(await row(target)).toMatchObject({ used: { email: 1 }, touches: [{ state: 'sent' }] });
      expect(await other.ledger.inFlight([source, target])).toEqual([]);
    },
  );

  describe.each(enders)('that died half-way, ended by %s', (_name, end) => {
    it.each(moments.slice(1, -1))(
      'holds all of it, once, with one leaf, when it died %s [R22] [P1] [P2] [P6]',
      async (moment) => {
        await suppress(one, source);
        await claimOn(one, target, 't');
        one.steps.dieAt(moment);
        await expect(merge(one)).rejects.toThrow(Died);
        await end();
        expect(await person(names[2])).toMatchObject({ id: target, used: { email: 1 }, suppression: {} });
        expect((await row(source)).mergedInto).toBe(target);
        expect((await claimOn(other, target, 'later')).result).toMatchObject({ refusals: ['SUPPRESSED'] });
        expect((await loggedTypes(other.auditLog)).filter((type) => type === 'person.merged')).toHaveLength(1);
        expect(await merge(other)).toBe(target);
      },
    );
  });

  it('is lifted as one person when it died half-way [R15] [R22]', async () => {
    const { suppression } = await suppress(one, source);
    one.steps.dieAt('before merge.carry');
    await expect(merge(one)).rejects.toThrow(Died);
    // Decided on the source alone: what the merge carries counts as newer.
    expect(await other.ledger.lift(suppression.id, suppression.number, anEvent())).toBe(false);
    const { number } = (await other.ledger.findSuppression(suppression.id))!;
    expect(await other.ledger.lift(suppression.id, number, anEvent('suppression.lifted'))).toBe(true);
    expect((await other.ledger.listSuppressions(null, 10)).items).toEqual([]);
    expect((await person(names[2])).suppression).toBeNull();
  });
});
