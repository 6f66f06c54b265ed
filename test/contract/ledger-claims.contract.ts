// Answers for what every ledger must do with claims and settlements (ledger protocol, R1-R5, R8, R21, R23).
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newAttemptToken, type RowId } from '../../src/shared/ids.js';
import { plusMs, dayMs } from '../../src/shared/instant.js';
import { anEvent, loggedCount, loggedTypes, noon } from '../support/event.builder.js';
import {
  aClaim,
  aPerson,
  aSuppression,
  addressOf,
  campaignGate,
  claimEvent,
  domainGate,
  keyOf,
  settlementOf,
  touchOf,
  type LedgerOpener,
  type LedgerPorts,
} from '../support/ledger.builder.js';

export function ledgerClaimsContract(open: LedgerOpener): void {
  describe('ledger: claims', () => {
    let ports: LedgerPorts;
    let rowId: RowId;
    const claim = (more: Parameters<typeof aClaim>[1] = {}) => aClaim(rowId, more);
    const ask = (asked: ReturnType<typeof aClaim>) => ports.ledger.claimTouch(asked, claimEvent(rowId));
    const settle = (asked: ReturnType<typeof aClaim>, outcome: 'sent' | 'not_transmitted' | 'unknown') =>
      ports.ledger.settleTouch(settlementOf(asked, outcome), anEvent(`touch.${outcome}`, { subject: rowId }));
    const row = async () => (await ports.ledger.readPerson(rowId))!;

    beforeEach(async () => {
      ports = await open();
      rowId = await aPerson(ports.ledger, 'anna');
    });
    afterEach(() => ports.close());

    it('grants one of two attempts when two workers have the same touch [R2]', async () => {
      const results = await Promise.all([ask(claim()), ask(claim())]);
      expect(results.map((result) => result.granted).sort()).toEqual([false, true]);
      expect(results.find((result) => !result.granted)).toMatchObject({ refusals: ['TOUCH_EXISTS'] });
      expect((await row()).used.email).toBe(1);
    });

    it('grants the same attempt again without a second slot or leaf when its answer was lost [R2]', async () => {
      const asked = claim();
      expect(await ask(asked)).toEqual({ granted: true });
      expect(await ask(asked)).toEqual({ granted: true });
      expect((await row()).used.email).toBe(1);
      expect(await loggedTypes(ports.auditLog)).toEqual(['touch.claimed']);
    });

    it('refuses the same attempt when it was settled meanwhile [R2]', async () => {
      const asked = claim();
      await ask(asked);
      await settle(asked, 'sent');
      expect(await ask(asked)).toMatchObject({ granted: false, refusals: ['TOUCH_EXISTS'] });
    });

    it('gives the slot back when an attempt whose answer nobody waited for is settled [R3]', async () => {
      const asked = claim();
      const lost = ask(asked);
      const gaveUp = settle(asked, 'not_transmitted');
      await Promise.all([lost, gaveUp]);
      // Applied in either order nothing may be left that counts twice.
      const left = await row();
      expect(left.used.email).toBe(left.touches.length);
      expect(await settle(asked, 'not_transmitted')).toBe(left.touches.length === 1);
      expect((await row()).touches).toEqual([]);
    });

    it('remembers a sent touch for ever and refuses it under any attempt [R1]', async () => {
      const asked = claim();
      await ask(asked);
      await settle(asked, 'sent');
      expect(await ask(claim())).toMatchObject({ granted: false, refusals: ['TOUCH_EXISTS'] });
      expect((await row()).touches).toMatchObject([{ state: 'sent', attempt: asked.attempt }]);
    });

    it('changes nothing when another attempt settles [R4]', async () => {
      const asked = claim();
      await ask(asked);
      const stranger = { ...asked, attempt: newAttemptToken() };
      for (const outcome of ['sent', 'not_transmitted', 'unknown'] as const) {
        expect(await settle(stranger, outcome)).toBe(false);
      }
      expect(await row()).toMatchObject({ used: { email: 1 }, touches: [{ state: 'in_flight' }] });
      expect(await loggedTypes(ports.auditLog)).toEqual(['touch.claimed']);
    });

    it('gives the slot back once when not_transmitted is settled twice [R4] [P2]', async () => {
      const first = claim();
      const second = claim({ touchId: touchOf('step 1') });
      await ask(first);
      await ask(second);
      const settled = await Promise.all([settle(first, 'not_transmitted'), settle(first, 'not_transmitted')]);
      expect(settled.filter(Boolean)).toHaveLength(1);
      expect((await row()).used.email).toBe(1);
    });

    it('leaves the slot alone when late evidence turns unknown into sent [R4]', async () => {
      const asked = claim();
      await ask(asked);
      expect(await settle(asked, 'unknown')).toBe(true);
      expect(await settle(asked, 'not_transmitted')).toBe(false);
      expect(await settle(asked, 'sent')).toBe(true);
      expect(await settle(asked, 'unknown')).toBe(false);
      expect(await row()).toMatchObject({ used: { email: 1 }, touches: [{ state: 'sent' }] });
    });

    it('keeps the slot when the outcome is unknown, and gives it back only when nothing was sent [R5]', async () => {
      const lost = claim({ maxTouches: 1 });
      await ask(lost);
      await settle(lost, 'unknown');
      const next = claim({ touchId: touchOf('step 1'), maxTouches: 1 });
      expect(await ask(next)).toMatchObject({ granted: false, refusals: ['CAP_REACHED'] });
      const other = await aPerson(ports.ledger, 'berta');
      const refused = aClaim(other, { maxTouches: 1 });
      await ports.ledger.claimTouch(refused, claimEvent(other));
      await settle(refused, 'not_transmitted');
      const again = await ports.ledger.claimTouch(aClaim(other, { maxTouches: 1 }), claimEvent(other));
      expect(again.granted).toBe(true);
    });

    it('lists what is in flight, so that a reaper can settle it as unknown [R8]', async () => {
      const asked = claim();
      await ask(asked);
      const [found] = await ports.ledger.listInFlight(10);
      expect(found).toMatchObject({ rowId, entry: { attempt: asked.attempt, state: 'in_flight' } });
      expect(await settle({ ...asked, attempt: found!.entry.attempt }, 'unknown')).toBe(true);
      expect(await ports.ledger.listInFlight(10)).toEqual([]);
      expect(await ports.ledger.inFlight([rowId])).toEqual([]);
    });

    it('keeps the gap on the channel alone, and restores it when nothing was sent [R23]', async () => {
      const gap = { minGapMs: 4 * dayMs };
      await ask(claim(gap));
      const early = claim({ ...gap, touchId: touchOf('step 1'), at: plusMs(noon, 4 * dayMs - 1) });
      expect(await ask(early)).toMatchObject({ granted: false, refusals: ['GAP_NOT_OVER'] });
      expect((await ask({ ...early, touchId: touchOf('call'), channel: 'call' })).granted).toBe(true);
      const inTime = { ...early, at: plusMs(noon, 4 * dayMs) };
      expect((await ask(inTime)).granted).toBe(true);
      await settle(inTime, 'not_transmitted');
      expect((await ask({ ...early, at: plusMs(noon, 4 * dayMs), attempt: newAttemptToken() })).granted).toBe(true);
    });

    it('asks for no gap of 0 when another process, whose clock is ahead, claimed before [R23]', async () => {
      await ask(claim({ at: plusMs(noon, dayMs) }));
      expect((await ask(claim({ touchId: touchOf('step 1'), at: noon, minGapMs: 0 }))).granted).toBe(true);
    });

    it('names every reason and leaves no trace when it refuses', async () => {
      const first = claim({ maxTouches: 1 });
      await ask(first);
      await ports.ledger.suppressPerson(addressOf('anna'), aSuppression(), anEvent('person.suppressed'));
      await ports.ledger.closeGate([domainGate], aSuppression({ domain: 'x.example' }), anEvent('domain.suppressed'));
      const before = await loggedCount(ports.auditLog);
      const result = await ask(claim({ maxTouches: 1, minGapMs: 1, gates: [domainGate, campaignGate] }));
      expect(result).toMatchObject({ granted: false, closedGates: [domainGate], row: { id: rowId } });
      expect(result.granted ? [] : [...result.refusals].sort()).toEqual([
        'CAP_REACHED',
        'GAP_NOT_OVER',
        'GATE_CLOSED',
        'SUPPRESSED',
        'TOUCH_EXISTS',
      ]);
      expect(await loggedCount(ports.auditLog)).toBe(before);
      expect((await row()).touches).toHaveLength(1);
    });

    it('refuses when a bound of the claim is no number [P9]', async () => {
      expect(await ask(claim({ maxTouches: Number.NaN }))).toMatchObject({ refusals: ['CAP_REACHED'] });
      await ask(claim());
      const next = claim({ touchId: touchOf('step 1'), minGapMs: Number.NaN });
      expect(await ask(next)).toMatchObject({ refusals: ['GAP_NOT_OVER'] });
    });

    it('refuses when nobody has that row [P9]', async () => {
      const stranger = aClaim(keyOf('nobody'));
      expect(await ask(stranger)).toMatchObject({ granted: false, refusals: ['PERSON_UNKNOWN'], row: null });
      expect(await ports.ledger.readPerson(keyOf('nobody'))).toBeNull();
    });

    it('lets exactly three through when 50 workers race for a limit of three [case 3] [P2]', async () => {
      const claims = Array.from({ length: 50 }, (_, index) => claim({ touchId: touchOf(`race ${String(index)}`) }));
      const results = await Promise.all(claims.map(ask));
      expect(results.filter((result) => result.granted)).toHaveLength(3);
      expect(await row()).toMatchObject({ used: { email: 3, call: 0 } });
      expect((await row()).touches).toHaveLength(3);
      expect(await loggedCount(ports.auditLog)).toBe(3);
    });

    it('shows a granted claim to every reader when it has answered [R21]', async () => {
      const asked = claim();
      await ask(asked);
      expect(await ports.ledger.inFlight([rowId])).toEqual([asked.attempt]);
    });
  });
}
