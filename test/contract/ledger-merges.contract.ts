// Answers for what every ledger must do when two rows turn out to be one person (ledger protocol, R12, R15, R22).
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RowId } from '../../src/shared/ids.js';
import { anEvent, loggedCount } from '../support/event.builder.js';
import {
  aClaim,
  aPerson,
  aSuppression,
  addressOf,
  claimEvent,
  settlementOf,
  touchOf,
  type LedgerOpener,
  type LedgerPorts,
} from '../support/ledger.builder.js';

export function ledgerMergesContract(open: LedgerOpener): void {
  describe('ledger: mergers', () => {
    let ports: LedgerPorts;
    let target: RowId;
    let source: RowId;
    const merge = () => ports.ledger.mergePersons([source, target], anEvent('person.merged'));
    const row = async (id: RowId) => (await ports.ledger.readPerson(id))!;
    const claimOn = async (id: RowId, name: string) => {
      const claim = aClaim(id, { touchId: touchOf(name) });
      await ports.ledger.claimTouch(claim, claimEvent(id));
      return claim;
    };
    const suppress = (id: RowId, more = {}) =>
      ports.ledger.suppressPerson({ current: id, older: [] }, aSuppression(more), anEvent('person.suppressed'));
    const listed = async () => (await ports.ledger.listSuppressions(null, 10)).items;

    beforeEach(async () => {
      ports = await open();
      const rows = [await aPerson(ports.ledger, 'm1'), await aPerson(ports.ledger, 'm2')].sort();
      [target, source] = rows as [RowId, RowId];
    });
    afterEach(() => ports.close());

    it('refuses a step that the person got under the other row [R22] [R23] [P2]', async () => {
      const stepKey = 'campaign/0';
      const first = aClaim(source, { touchId: touchOf('of the source'), stepKey });
      await ports.ledger.claimTouch(first, claimEvent(source));
      await ports.ledger.settleTouch(settlementOf(first, 'sent'), anEvent('touch.settled'));
      await merge();
      const second = aClaim(target, { touchId: touchOf('of the target'), stepKey });
      expect(await ports.ledger.claimTouch(second, claimEvent(target))).toMatchObject({ refusals: ['TOUCH_EXISTS'] });
      const next = { ...second, stepKey: 'campaign/1' };
      expect((await ports.ledger.claimTouch(next, claimEvent(target))).granted).toBe(true);
    });

    it('carries counts and touches into the smaller id, once [R22] [P2]', async () => {
      await claimOn(target, 't');
      await claimOn(source, 's');
      expect(await merge()).toBe(target);
      const size = await loggedCount(ports.auditLog);
      expect(await ports.ledger.mergePersons([target, source], anEvent('person.merged'))).toBe(target);
      expect(await loggedCount(ports.auditLog)).toBe(size);
      expect(await row(target)).toMatchObject({ used: { email: 2, call: 0 }, mergedInto: null });
      expect((await row(target)).touches.map(({ state }) => state).sort()).toEqual(['in_flight', 'unknown']);
      expect((await row(source)).mergedInto).toBe(target);
      expect(await ports.ledger.claimTouch(aClaim(source), claimEvent(source))).toMatchObject({
        refusals: ['PERSON_MERGED'],
      });
      const both = await ports.ledger.resolvePerson([addressOf('m1'), addressOf('m2')]);
      expect(both).toEqual({ kind: 'row', rowId: target });
    });

    it('still names the attempt on its way to a suppressor who comes by the old row [R10] [R22] [P1]', async () => {
      const claim = await claimOn(source, 's');
      await merge();
      expect(await suppress(source)).toMatchObject({ inFlight: [claim.attempt], mergedInto: target });
      expect(await ports.ledger.listInFlight(10)).toMatchObject([{ rowId: source, entry: { attempt: claim.attempt } }]);
    });

    it.each(['sent', 'unknown'] as const)(
      'settles the carried entry too when its sender says %s [R22]',
      async (outcome) => {
        const claim = await claimOn(source, 's');
        await merge();
        expect(await ports.ledger.settleTouch(settlementOf(claim, outcome), anEvent(`touch.${outcome}`))).toBe(true);
        expect(await row(target)).toMatchObject({ used: { email: 1 }, touches: [{ state: outcome }] });
        expect(await ports.ledger.inFlight([source, target])).toEqual([]);
      },
    );

    it('gives the slot back on both rows, once, when nothing was sent after all [R4] [R8] [R22]', async () => {
      const claim = await claimOn(source, 's');
      await merge();
      const settle = () => ports.ledger.settleTouch(settlementOf(claim, 'not_transmitted'), anEvent());
      expect([await settle(), await settle()]).toEqual([true, false]);
      expect(await row(target)).toMatchObject({ used: { email: 0 }, touches: [] });
      expect(await row(source)).toMatchObject({ used: { email: 0 }, touches: [] });
    });

    it.each([
      ['the source', () => [source]],
      ['the target', () => [target]],
      ['both', () => [target, source]],
    ])('leaves one suppression standing when %s objected before [R22] [P1]', async (_name, objecting) => {
      for (const id of objecting()) await suppress(id, { cause: 'objection' });
      await merge();
      const person = (await ports.ledger.findPerson(addressOf('m2')))!;
      expect(person).toMatchObject({ id: target, suppression: { cause: 'objection' } });
      expect(await listed()).toEqual([person.suppression]);
      expect(person.suppressionNumber).toBe(person.suppression!.number);
    });

    it('keeps a wish above a wrong address when the two meet in a merger', async () => {
      await suppress(target, { cause: 'invalid' });
      await suppress(source, { cause: 'objection' });
      await merge();
      expect((await row(target)).suppression?.cause).toBe('objection');
    });

    it('lets an objection that a merger brought in win over a lift that was decided before [R15]', async () => {
      const { suppression } = await suppress(target);
      await suppress(source, { cause: 'objection' });
      await merge();
      expect(await ports.ledger.lift(suppression.id, suppression.number, anEvent())).toBe(false);
      expect((await row(target)).suppression).not.toBeNull();
    });

    it('raises one number whichever row an objection comes by, and lifts it on all [R12] [R15]', async () => {
      await merge();
      const first = await suppress(source);
      const second = await suppress(target);
      const third = await suppress(source);
      expect([first, second, third].map(({ suppression, isNew }) => [suppression.number, isNew])).toEqual([
        [1, true],
        [2, false],
        [3, false],
      ]);
      expect(await listed()).toEqual([third.suppression]);
      expect(await ports.ledger.lift(first.suppression.id, 2, anEvent())).toBe(false);
      expect(await ports.ledger.lift(first.suppression.id, 3, anEvent())).toBe(true);
      expect((await row(source)).suppression).toBeNull();
      expect((await row(target)).suppression).toBeNull();
      expect(await listed()).toEqual([]);
    });

    it('follows a chain of mergers to its end [R22]', async () => {
      const third = await aPerson(ports.ledger, 'm3');
      const claim = await claimOn(source, 's');
      await merge();
      const root = await ports.ledger.mergePersons([source, third], anEvent('person.merged'));
      expect(root).toBe([target, third].sort()[0]);
      await ports.ledger.settleTouch(settlementOf(claim, 'sent'), anEvent('touch.sent'));
      expect((await ports.ledger.findPerson(addressOf('m2')))!).toMatchObject({
        id: root,
        touches: [{ state: 'sent' }],
      });
    });
  });
}
