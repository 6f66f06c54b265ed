// Answers for what every store of assessments must do: whole records, saves by revision, pages.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LiaId } from '../../src/shared/ids.js';
import type { Instant } from '../../src/shared/instant.js';
import { anEvent, loggedCount, loggedTypes, noon } from '../support/event.builder.js';
import { aLia } from '../support/lia.builder.js';
import type { StorageOpener, StoragePorts } from '../support/storage-ports.js';

const after = (ms: number): Instant => (noon + ms) as Instant;

export function liaStoreContract(open: StorageOpener): void {
  describe('store of assessments', () => {
    let storage: StoragePorts;
    beforeEach(async () => {
      storage = await open();
    });
    afterEach(() => storage.close());

    it('gives back the very same assessment when it was created [A19]', async () => {
      const lia = aLia();
      await storage.lias.create(lia, anEvent('lia.drafted'));
      expect(await storage.lias.find(lia.id)).toStrictEqual(lia);
      expect(await loggedTypes(storage.auditLog)).toEqual(['lia.drafted']);
    });

    it('answers null or false when the assessment does not exist', async () => {
      expect(await storage.lias.find('none' as LiaId)).toBeNull();
      expect(await storage.lias.save({ ...aLia(), revision: 2 }, anEvent())).toBe(false);
      expect(await storage.lias.list(null, 10)).toEqual({ items: [], nextCursor: null });
      expect(await loggedCount(storage.auditLog)).toBe(0);
    });

    it('takes exactly one save when many start from the same revision [case 32]', async () => {
      const lia = aLia();
      await storage.lias.create(lia, anEvent());
      const saved = Array.from({ length: 20 }, (_, number) => ({ ...lia, revision: 2, createdAt: after(number) }));
      const results = await Promise.all(saved.map((next) => storage.lias.save(next, anEvent('lia.approved'))));
      expect(results.filter(Boolean)).toHaveLength(1);
      expect(await storage.lias.find(lia.id)).toStrictEqual(saved[results.indexOf(true)]);
      expect(await loggedCount(storage.auditLog)).toBe(2);
    });

    it('shows each assessment once in the order of ids when the list is walked', async () => {
      const lias = [aLia(), aLia(), aLia()];
      for (const lia of [...lias].reverse()) await storage.lias.create(lia, anEvent());
      const first = await storage.lias.list(null, 2);
      expect(first).toStrictEqual({ items: lias.slice(0, 2), nextCursor: lias[1]!.id });
      expect(await storage.lias.list(first.nextCursor, 2)).toStrictEqual({ items: [lias[2]], nextCursor: null });
      expect((await storage.lias.list(null, 3)).nextCursor).toBeNull();
    });
  });
}
