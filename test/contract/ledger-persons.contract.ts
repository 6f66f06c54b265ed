// Answers for what every ledger must do to keep one row per person (ledger protocol, R0, R13, R16).
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { anEvent } from '../support/event.builder.js';
import {
  aClaim,
  aPerson,
  aSuppression,
  addressOf,
  claimEvent,
  keyOf,
  type LedgerOpener,
  type LedgerPorts,
} from '../support/ledger.builder.js';

export function ledgerPersonsContract(open: LedgerOpener): void {
  describe('ledger: persons', () => {
    let ports: LedgerPorts;
    beforeEach(async () => {
      ports = await open();
    });
    afterEach(() => ports.close());

    it('shares the cap between two addresses when they are one person [R0] [case 4]', async () => {
      const { ledger } = ports;
      const both = await ledger.resolvePerson([addressOf('anna@new'), addressOf('anna@old')]);
      const first = [keyOf('anna@new'), keyOf('anna@old')].sort()[0]!;
      expect(both).toEqual({ kind: 'row', rowId: first });
      expect(await ledger.resolvePerson([addressOf('anna@old')])).toEqual(both);
      expect(await ledger.resolvePerson([addressOf('anna@new')])).toEqual(both);
      await ledger.claimTouch(aClaim(first, { maxTouches: 1 }), claimEvent(first));
      expect((await ledger.findPerson(addressOf('anna@new')))?.used.email).toBe(1);
      expect((await ledger.findPerson(addressOf('anna@old')))?.used.email).toBe(1);
    });

    it('adopts the row that is there when a known person gets a new address [R0] [R13]', async () => {
      const { ledger } = ports;
      const rowId = await aPerson(ledger, 'zoe@old');
      await ledger.suppressPerson(addressOf('zoe@old'), aSuppression(), anEvent('person.suppressed'));
      expect(await ledger.resolvePerson([addressOf('zoe@new'), addressOf('zoe@old')])).toEqual({ kind: 'row', rowId });
      expect((await ledger.findPerson(addressOf('zoe@new')))?.suppression).not.toBeNull();
    });

    it('joins nothing when two addresses lead to different rows [R0]', async () => {
      const { ledger } = ports;
      const rows = [await aPerson(ledger, 'one'), await aPerson(ledger, 'two')].sort();
      const conflict = await ledger.resolvePerson([addressOf('one'), addressOf('two'), addressOf('three')]);
      expect(conflict).toEqual({ kind: 'conflict', rowIds: rows });
      expect(await ledger.findPerson(addressOf('three'))).toBeNull();
    });

    it('makes one row when the same person is resolved many times at once [R0]', async () => {
      const asked = Array.from({ length: 20 }, () => ports.ledger.resolvePerson([addressOf('b'), addressOf('a')]));
      const results = await Promise.all(asked);
      expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
    });

    it('meets the opt-out of an address that nobody knew when that address is imported [R0] [P7]', async () => {
      const { ledger } = ports;
      const done = await ledger.suppressPerson(addressOf('early'), aSuppression(), anEvent('person.suppressed'));
      expect(done).toMatchObject({ rowId: keyOf('early'), isNew: true, inFlight: [] });
      const rowId = await aPerson(ledger, 'early');
      const result = await ledger.claimTouch(aClaim(rowId), claimEvent(rowId));
      expect(result).toMatchObject({ granted: false, refusals: ['SUPPRESSED'] });
    });

    it('finds the row of an older key version when the key was rotated [R16]', async () => {
      const { ledger } = ports;
      const before = await ledger.resolvePerson([{ current: keyOf('v1/anna'), older: [] }]);
      const after = await ledger.resolvePerson([addressOf('anna', 'v1')]);
      expect(after).toEqual(before);
      expect((await ledger.findPerson({ current: keyOf('anna'), older: [] }))?.id).toBe(keyOf('v1/anna'));
    });

    it('leads an old process to the new row when a person came after the rotation [R16]', async () => {
      const { ledger } = ports;
      await ledger.resolvePerson([addressOf('nora', 'v2', 'v1')]);
      const old = { current: keyOf('v1/nora'), older: [] };
      expect(await ledger.resolvePerson([old])).toEqual({ kind: 'row', rowId: keyOf('nora') });
      const done = await ledger.suppressPerson(old, aSuppression(), anEvent('person.suppressed'));
      expect(done.rowId).toBe(keyOf('nora'));
      expect((await ledger.findPerson(addressOf('nora', 'v2', 'v1')))?.suppression).not.toBeNull();
    });
  });
}
