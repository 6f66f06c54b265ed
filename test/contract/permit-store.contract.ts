// Answers for what every store of call permits must do: one outcome each, and what is outstanding.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { callOutcomes, type CallPermit } from '../../src/ports/permit-store.port.js';
import type { AccountId, ContactId, PermitId } from '../../src/shared/ids.js';
import type { Instant } from '../../src/shared/instant.js';
import { anEvent, loggedCount, loggedTypes, noon } from '../support/event.builder.js';
import { aPermit } from '../support/permit.builder.js';
import type { StorageOpener, StoragePorts } from '../support/storage-ports.js';

const account = 'account-1' as AccountId;
const after = (ms: number): Instant => (noon + ms) as Instant;

export function permitStoreContract(open: StorageOpener): void {
  describe('store of call permits', () => {
    let storage: StoragePorts;
    beforeEach(async () => {
      storage = await open();
    });
    afterEach(() => storage.close());

    const issued = async (changes: Partial<CallPermit> = {}): Promise<CallPermit> => {
      const permit = aPermit(changes);
      await storage.permits.create(permit, anEvent('permit.issued'));
      return permit;
    };

    it('gives back the very same permit when it was issued [A13]', async () => {
      const permit = await issued({ campaignId: null });
      expect(await storage.permits.find(permit.id)).toStrictEqual(permit);
      expect(await loggedTypes(storage.auditLog)).toEqual(['permit.issued']);
    });

    it('answers null, false or nothing when the permit does not exist', async () => {
      const id = 'none' as PermitId;
      expect(await storage.permits.find(id)).toBeNull();
      expect(await storage.permits.recordOutcome(id, 'busy', noon, anEvent())).toBe(false);
      expect(await storage.permits.listByContact('none' as ContactId)).toEqual([]);
      expect(await storage.permits.listOutstanding(account, noon)).toEqual([]);
      expect(await loggedCount(storage.auditLog)).toBe(0);
    });

    it('records exactly the first outcome when several are reported at once [case 5]', async () => {
      const permit = await issued();
      const results = await Promise.all(
        callOutcomes.map((outcome) =>
          storage.permits.recordOutcome(permit.id, outcome, after(4), anEvent('call.ended')),
        ),
      );
      expect(results.filter(Boolean)).toHaveLength(1);
      const outcome = callOutcomes[results.indexOf(true)]!;
      expect(await storage.permits.find(permit.id)).toStrictEqual({ ...permit, outcome, outcomeAt: after(4) });
      expect(await loggedTypes(storage.auditLog)).toEqual(['permit.issued', 'call.ended']);
    });

    it('names expired permits of the account without outcome, oldest first, when it is asked [A13]', async () => {
      const second = await issued({ issuedAt: after(2), expiresAt: after(20) });
      const first = await issued({ issuedAt: after(1), expiresAt: after(10) });
      const done = await issued({ expiresAt: after(5) });
      await storage.permits.recordOutcome(done.id, 'connected', after(3), anEvent());
      await issued({ expiresAt: after(21) });
      await issued({ expiresAt: after(1), issuedTo: 'account-2' as AccountId });
      expect(await storage.permits.listOutstanding(account, after(20))).toStrictEqual([first, second]);
      expect(await storage.permits.listOutstanding(account, after(19))).toStrictEqual([first]);
    });

    it('stops at 20 when more are outstanding', async () => {
      for (let number = 0; number < 22; number += 1) await issued({ expiresAt: after(number) });
      const outstanding = await storage.permits.listOutstanding(account, after(99));
      expect(outstanding.map((permit) => permit.expiresAt)).toEqual(
        Array.from({ length: 20 }, (_, number) => after(number)),
      );
    });

    it('names the permits of a contact in the order of issue when it is asked', async () => {
      const contactId = 'contact-7' as ContactId;
      const later = await issued({ contactId, issuedAt: after(5) });
      const earlier = await issued({ contactId, issuedAt: after(1) });
      await issued();
      expect(await storage.permits.listByContact(contactId)).toStrictEqual([earlier, later]);
    });
  });
}
