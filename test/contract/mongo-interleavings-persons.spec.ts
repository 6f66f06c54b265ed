// Answers for the proof that a person has one row on MongoDB in the interleavings that the rules name (R0, R13, R16).
import { describe, expect, it } from '@jest/globals';
import { ledgerRows } from '../../src/adapters/storage-mongo/schemas/ledger-rows.schema.js';
import { anEvent } from '../support/event.builder.js';
import { aClaim, aPerson, addressOf, aSuppression, claimEvent, keyOf } from '../support/ledger.builder.js';
import { withTwoProcesses, type MongoProcess } from '../support/mongo-processes.js';
import { Died } from '../support/scripted-steps.js';

let one: MongoProcess;
let other: MongoProcess;

withTwoProcesses((...pair) => {
  [one, other] = pair;
});

const rowCount = () => one.database.model(ledgerRows).countDocuments({ pointerTo: { $exists: false } });
const suppress = (process: MongoProcess, name: string, ...older: string[]) =>
  process.ledger.suppressPerson(addressOf(name, ...older), aSuppression(), anEvent('person.suppressed'));
/** Names whose keys are in this order. */
const [first, second] = ['anna@new', 'anna@old'].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) as [string, string];

describe('A person on MongoDB', () => {
  it.each(['before resolve.pointer', 'before resolve.row'] as const)(
    'has one row, or is in conflict, when another process makes the second address known %s [R0] [P2]',
    async (moment) => {
      one.steps.once(moment, () => other.ledger.resolvePerson([addressOf(second)]));
      const made = await one.ledger.resolvePerson([addressOf(first), addressOf(second)]);
      expect(made.kind).toBe('row');
      expect(await other.ledger.resolvePerson([addressOf(second)])).toEqual(made);
      expect(await other.ledger.resolvePerson([addressOf(first)])).toEqual(made);
      expect(await rowCount()).toBe(1);
    },
  );

  it('is in conflict, never two that count apart, when both addresses became rows in between [R0] [P2]', async () => {
    one.steps.once('before resolve.pointer', async () => {
      await aPerson(other.ledger, first);
      await aPerson(other.ledger, second);
    });
    const made = await one.ledger.resolvePerson([addressOf(first), addressOf(second)]);
    expect(made).toEqual({ kind: 'conflict', rowIds: [keyOf(first), keyOf(second)] });
  });

  it('is suppressed for its import too when the opt-out comes while the row is being made [R0] [P1]', async () => {
    one.steps.once('before resolve.row', () => suppress(other, 'early'));
    const rowId = await aPerson(one.ledger, 'early');
    const result = await one.ledger.claimTouch(aClaim(rowId), claimEvent(rowId));
    expect(result).toMatchObject({ refusals: ['SUPPRESSED'] });
  });

  it('is made by whoever comes next when its process dies between pointer and row [R0] [R16]', async () => {
    one.steps.dieAt('before resolve.row');
    const both = [addressOf(first), addressOf(second)];
    await expect(one.ledger.resolvePerson(both)).rejects.toThrow(Died);
    expect(await other.ledger.findPerson(addressOf(second))).toBeNull();
    const done = await suppress(other, second);
    expect(done.rowId).toBe(keyOf(first));
    expect(await other.ledger.resolvePerson(both)).toEqual({ kind: 'row', rowId: keyOf(first) });
    expect((await other.ledger.findPerson(addressOf(first)))?.suppression).not.toBeNull();
  });

  it('can be merged out of its conflict when the process that made the other address known died before its row [R16] [R22]', async () => {
    const rowId = await aPerson(one.ledger, first);
    one.steps.dieAt('before resolve.row');
    await expect(suppress(one, second, `${second} of before`)).rejects.toThrow(Died);
    const changed = [addressOf(first), addressOf(second, `${second} of before`)];
    expect(await other.ledger.resolvePerson(changed)).toEqual({ kind: 'conflict', rowIds: [rowId, keyOf(second)] });
    expect(await other.ledger.mergePersons([rowId, keyOf(second)], anEvent())).toBe(rowId);
    expect(await other.ledger.resolvePerson(changed)).toEqual({ kind: 'row', rowId });
  });

  it('takes the opt-out by its first address along when a new address is being added [R13] [P1]', async () => {
    const rowId = await aPerson(one.ledger, first);
    one.steps.once('before resolve.pointer', () => suppress(other, first));
    expect(await one.ledger.resolvePerson([addressOf(first), addressOf(second)])).toEqual({ kind: 'row', rowId });
    expect((await other.ledger.findPerson(addressOf(second)))?.suppression).not.toBeNull();
  });

  it('is held when the opt-out comes by the new address while that is being added [R13] [P1]', async () => {
    await aPerson(one.ledger, first);
    one.steps.once('before resolve.pointer', () => suppress(other, second));
    const made = await one.ledger.resolvePerson([addressOf(first), addressOf(second)]);
    // Not sendable until somebody merges the two, which carries the opt-out.
    expect(made.kind).toBe('conflict');
  });

  it.each(['before resolve.pointer', 'before resolve.row', 'after resolve.row'] as const)(
    'has one row in a mixed fleet when an old process makes it %s of the new one [R16] [P2]',
    async (moment) => {
      const old = { current: keyOf('v1/nora'), older: [] };
      one.steps.once(moment, () => other.ledger.resolvePerson([old]));
      const made = await one.ledger.resolvePerson([addressOf('nora', 'v1')]);
      expect(await other.ledger.resolvePerson([old])).toEqual(made);
      expect(await one.ledger.resolvePerson([addressOf('nora', 'v1')])).toEqual(made);
      expect(await rowCount()).toBe(1);
    },
  );

  it.each(['before resolve.pointer', 'before resolve.row'] as const)(
    'meets the opt-out that an old process takes %s of the new one [R16] [P1]',
    async (moment) => {
      const old = { current: keyOf('v1/nora'), older: [] };
      one.steps.once(moment, () => other.ledger.suppressPerson(old, aSuppression(), anEvent()));
      await one.ledger.resolvePerson([addressOf('nora', 'v1')]);
      expect((await one.ledger.findPerson(addressOf('nora', 'v1')))?.suppression).not.toBeNull();
      expect(await rowCount()).toBe(1);
    },
  );
});
