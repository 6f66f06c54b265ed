// Answers for what every ledger must do with suppressions and gate rows (ledger protocol, R6, R10, R11, R12, R14, R15).
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { GateKey, RowId, SuppressionId } from '../../src/shared/ids.js';
import { anEvent, loggedFrom, loggedTypes } from '../support/event.builder.js';
import {
  aClaim,
  aPerson,
  aSuppression,
  addressOf,
  campaignGate,
  claimEvent,
  domainGate,
  phoneGate,
  settlementOf,
  touchOf,
  type LedgerCapabilities,
  type LedgerOpener,
  type LedgerPorts,
} from '../support/ledger.builder.js';

export function ledgerSuppressionsContract(open: LedgerOpener, engine: LedgerCapabilities): void {
  describe('ledger: suppressions', () => {
    let ports: LedgerPorts;
    let rowId: RowId;
    const suppress = (more = {}) =>
      ports.ledger.suppressPerson(addressOf('anna'), aSuppression(more), anEvent('person.suppressed'));

    beforeEach(async () => {
      ports = await open();
      rowId = await aPerson(ports.ledger, 'anna');
    });
    afterEach(() => ports.close());

    it('refuses every channel from the commit on [R10] [P1] [case 1]', async () => {
      await suppress();
      for (const channel of ['email', 'call'] as const) {
        const result = await ports.ledger.claimTouch(aClaim(rowId, { channel }), claimEvent(rowId));
        expect(result).toMatchObject({ granted: false, refusals: ['SUPPRESSED'] });
      }
    });

    it('names the attempts in flight as its own commit left them, claims before and after it raced [R10]', async () => {
      const claims = ['a', 'b', 'c'].map((name) => aClaim(rowId, { touchId: touchOf(name), maxTouches: 10 }));
      const ask = (index: number) => ports.ledger.claimTouch(claims[index]!, claimEvent(rowId));
      await ask(0);
      const [second, done, third] = await Promise.all([ask(1), suppress(), ask(2)]);
      const granted = [true, second.granted, third.granted];
      const expected = claims.filter((_, index) => granted[index]).map((claim) => claim.attempt);
      // A claim that is granted after the commit would be missing here: exactly those that were granted are named.
      expect([...done.inFlight].sort()).toEqual(expected.sort());
    });

    it('raises the number and looks again at what is in flight when it is repeated [R11] [case 11]', async () => {
      const claim = aClaim(rowId);
      await ports.ledger.claimTouch(claim, claimEvent(rowId));
      const first = await suppress();
      const repeat = await suppress({ cause: 'manual' });
      expect(repeat).toMatchObject({ isNew: false, inFlight: [claim.attempt] });
      expect(repeat.suppression).toMatchObject({ id: first.suppression.id, number: 2, cause: 'unsubscribe' });
      await ports.ledger.settleTouch(settlementOf(claim, 'sent'), anEvent('touch.sent'));
      expect((await suppress()).inFlight).toEqual([]);
      expect((await ports.ledger.listSuppressions(null, 10)).items).toHaveLength(1);
    });

    it('lets a person’s own wish replace a technical cause, so that nobody lifts it as a wrong address', async () => {
      await suppress({ cause: 'invalid' });
      expect((await suppress({ cause: 'objection' })).suppression.cause).toBe('objection');
      expect((await suppress({ cause: 'hard_bounce' })).suppression.cause).toBe('objection');
    });

    it('pushes no more than 20 leaves when somebody repeats without end [R23]', async () => {
      for (let round = 0; round < 30; round += 1) await suppress();
      expect(await loggedTypes(ports.auditLog)).toHaveLength(20);
      expect((await ports.ledger.readPerson(rowId))?.suppressionNumber).toBe(30);
    });

    it('logs a new objection after a lift, also beyond the bound for repeats [P6] [R23]', async () => {
      for (let round = 0; round < 25; round += 1) await suppress();
      const { suppression } = await suppress();
      expect(await ports.ledger.lift(suppression.id, suppression.number, anEvent('suppression.lifted'))).toBe(true);
      await suppress();
      await suppress();
      expect((await loggedTypes(ports.auditLog)).slice(20)).toEqual(['suppression.lifted', 'person.suppressed']);
    });

    it('pushes no more than 20 leaves when a closed gate is closed without end [R23]', async () => {
      const close = () => ports.ledger.closeGate([phoneGate], aSuppression(), anEvent('phone.suppressed'));
      for (let round = 0; round < 25; round += 1) await close();
      expect(await loggedTypes(ports.auditLog)).toHaveLength(20);
      expect((await close()).suppression.number).toBe(26);
    });

    it('names the row as the subject when the address only points to it [P7] [R16]', async () => {
      const address = addressOf('anna', 'v0');
      await ports.ledger.resolvePerson([address]);
      const event = anEvent('person.suppressed', { subject: address.older[0]! });
      await ports.ledger.suppressPerson(address, aSuppression(), event);
      await ports.auditLog.append([anEvent('other', { subject: rowId })]);
      const leaves = (await loggedFrom(ports.auditLog)).map(
        (entry) => JSON.parse(entry.leafJson) as { subject: string },
      );
      expect(leaves[0]!.subject).toBe(leaves[1]!.subject);
    });

    it('says where to go on when the row was merged [R12]', async () => {
      const other = await aPerson(ports.ledger, 'berta');
      const root = await ports.ledger.mergePersons([rowId, other], anEvent('person.merged'));
      const source = root === rowId ? 'berta' : 'anna';
      const done = await ports.ledger.suppressPerson(addressOf(source), aSuppression(), anEvent('person.suppressed'));
      expect(done.mergedInto).toBe(root);
    });

    it('lets a newer objection win when a lift was decided on an older one [R15]', async () => {
      const { suppression } = await suppress();
      await suppress({ cause: 'objection' });
      expect(await ports.ledger.lift(suppression.id, 1, anEvent('suppression.lifted'))).toBe(false);
      expect(await ports.ledger.lift(suppression.id, 2, anEvent('suppression.lifted'))).toBe(true);
      expect(await ports.ledger.lift(suppression.id, 2, anEvent('suppression.lifted'))).toBe(false);
      expect((await ports.ledger.readPerson(rowId))?.suppression).toBeNull();
      expect((await suppress()).suppression.number).toBe(3);
      expect(await ports.ledger.findSuppression('none' as SuppressionId)).toBeNull();
    });

    it('refuses a claim in the same operation when a gate on its way is closed [R6] [R14]', async () => {
      const gates = [domainGate, phoneGate, campaignGate];
      const close = ports.ledger.closeGate(
        [domainGate],
        aSuppression({ domain: 'a.example' }),
        anEvent('domain.suppressed'),
      );
      const [, result] = await Promise.all([
        close,
        ports.ledger.claimTouch(aClaim(rowId, { gates }), claimEvent(rowId)),
      ]);
      const refused = { granted: false, refusals: ['GATE_CLOSED'], closedGates: [domainGate] };
      if (engine.readsGatesInClaim) expect(result).toMatchObject(refused);
      const later = aClaim(rowId, { gates, touchId: touchOf('later') });
      expect(await ports.ledger.claimTouch(later, claimEvent(rowId))).toMatchObject(refused);
      expect(await ports.ledger.closedGates(gates)).toEqual([domainGate]);
    });

    it('closes a gate under every key version and opens it by a lift [R14] [R16]', async () => {
      const keys = [phoneGate, 'phone:older' as GateKey];
      const first = await ports.ledger.closeGate(
        keys,
        aSuppression({ cause: 'objection' }),
        anEvent('phone.suppressed'),
      );
      expect(first).toMatchObject({ isNew: true, suppression: { kind: 'phone', number: 1 } });
      const again = await ports.ledger.closeGate(keys, aSuppression(), anEvent('phone.suppressed'));
      expect(again).toMatchObject({ isNew: false, suppression: { id: first.suppression.id, number: 2 } });
      await ports.ledger.openGate(phoneGate, anEvent('gate.opened'));
      expect(await ports.ledger.closedGates(keys)).toEqual(keys);
      expect(await ports.ledger.lift(first.suppression.id, 2, anEvent('suppression.lifted'))).toBe(true);
      expect(await ports.ledger.closedGates(keys)).toEqual([]);
    });

    it('opens and closes a gate that is no suppression, and never lists it', async () => {
      await ports.ledger.closeGate([campaignGate], aSuppression({ cause: 'manual' }), anEvent('campaign.paused'));
      expect(await ports.ledger.closedGates([campaignGate])).toEqual([campaignGate]);
      await ports.ledger.openGate(campaignGate, anEvent('campaign.resumed'));
      await ports.ledger.openGate(campaignGate, anEvent('campaign.resumed'));
      expect(await ports.ledger.closedGates([campaignGate])).toEqual([]);
      expect((await ports.ledger.listSuppressions(null, 10)).items).toEqual([]);
      expect(await loggedTypes(ports.auditLog)).toEqual(['campaign.paused', 'campaign.resumed']);
    });

    it('walks all standing suppressions once when they are listed page by page', async () => {
      for (const name of ['x', 'y', 'z']) {
        await ports.ledger.suppressPerson(addressOf(name), aSuppression(), anEvent('person.suppressed'));
      }
      const first = await ports.ledger.listSuppressions(null, 2);
      const second = await ports.ledger.listSuppressions(first.nextCursor, 2);
      expect(new Set([...first.items, ...second.items].map((item) => item.key)).size).toBe(3);
      expect(second.nextCursor).toBeNull();
    });
  });
}
