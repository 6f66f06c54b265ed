// Answers for what every store of register look-ups must do: the latest of each register for a number.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Screening } from '../../src/ports/screening-store.port.js';
import { newId, type AccountId } from '../../src/shared/ids.js';
import type { Instant } from '../../src/shared/instant.js';
import { phoneKeyOf } from '../support/contact.builder.js';
import { anEvent, loggedTypes, noon } from '../support/event.builder.js';
import type { StorageOpener, StoragePorts } from '../support/storage-ports.js';

function aScreening(register: string, afterMs: number, changes: Partial<Screening> = {}): Screening {
  return {
    id: newId(),
    phoneKey: phoneKeyOf('+442079460000'),
    register,
    result: 'clear',
    screenedAt: (noon + afterMs) as Instant,
    recordedBy: 'account-1' as AccountId,
    recordedAt: noon,
    ...changes,
  };
}

export function screeningStoreContract(open: StorageOpener): void {
  describe('store of screenings', () => {
    let storage: StoragePorts;
    beforeEach(async () => {
      storage = await open();
    });
    afterEach(() => storage.close());

    const added = async (...screenings: Screening[]): Promise<void> => {
      for (const screening of screenings) await storage.screenings.add(screening, anEvent('screening.recorded'));
    };

    it('gives the latest of each register when there are several [case 27]', async () => {
      const [tps, older, ctps] = [aScreening('TPS', 9), aScreening('TPS', 3), aScreening('CTPS', 1)];
      await added(tps, older, ctps);
      const latest = await storage.screenings.latest([phoneKeyOf('+442079460000')]);
      expect(new Set(latest)).toEqual(new Set([tps, ctps]));
      expect(latest).toHaveLength(2);
      expect(await loggedTypes(storage.auditLog)).toHaveLength(3);
    });

    it('takes the one recorded later when two were made at the same time', async () => {
      const listed = aScreening('TPS', 0, { result: 'listed', recordedAt: (noon + 1) as Instant });
      await added(listed, aScreening('TPS', 0));
      expect(await storage.screenings.latest([listed.phoneKey])).toStrictEqual([listed]);
    });

    it('looks under every key of the number when keys were rotated [R16]', async () => {
      const old = aScreening('TPS', 5, { phoneKey: phoneKeyOf('old key') });
      await added(old, aScreening('TPS', 1), aScreening('TPS', 7, { phoneKey: phoneKeyOf('somebody') }));
      const keys = [phoneKeyOf('+442079460000'), phoneKeyOf('old key')];
      expect(await storage.screenings.latest(keys)).toStrictEqual([old]);
    });

    it('gives nothing when the number was never screened', async () => {
      expect(await storage.screenings.latest([phoneKeyOf('+442079460000')])).toEqual([]);
      expect(await storage.screenings.latest([])).toEqual([]);
      expect(await storage.screenings.list(null, 5)).toEqual({ items: [], nextCursor: null });
    });

    it('shows each screening once in the order of ids when the list is walked', async () => {
      const all = [aScreening('TPS', 3), aScreening('TPS', 2), aScreening('TPS', 1)];
      await added(...all);
      const first = await storage.screenings.list(null, 2);
      expect(first).toStrictEqual({ items: all.slice(0, 2), nextCursor: all[1]!.id });
      expect(await storage.screenings.list(first.nextCursor, 2)).toStrictEqual({ items: [all[2]], nextCursor: null });
    });
  });
}
