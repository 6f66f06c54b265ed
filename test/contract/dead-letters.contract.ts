// Answers for what every plan of touches must do with those whose sending broke off: list, count and put them back.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ReasonCode } from '../../src/gate/reason-codes.js';
import type { PlannedTouch, TouchState } from '../../src/ports/touch-schedule.port.js';
import type { CampaignId, TouchId } from '../../src/shared/ids.js';
import type { Instant } from '../../src/shared/instant.js';
import { aCampaign, aTouch, aVerdict } from '../support/campaign.builder.js';
import { anEvent, loggedCount, loggedTypes, noon } from '../support/event.builder.js';
import type { StorageOpener, StoragePorts } from '../support/storage-ports.js';

const later = (noon + 1) as Instant;

export function deadLettersContract(open: StorageOpener): void {
  describe('dead letters', () => {
    let storage: StoragePorts;
    let campaignId: CampaignId;
    beforeEach(async () => {
      storage = await open();
      const campaign = aCampaign();
      campaignId = campaign.id;
      await storage.campaigns.create(campaign, anEvent());
    });
    afterEach(() => storage.close());

    const judged = async (contact: string, code: ReasonCode, state: TouchState = 'held'): Promise<PlannedTouch> => {
      const touch = aTouch(campaignId, contact);
      await storage.touches.plan([touch]);
      const change = { state, dueAt: null } as const;
      await storage.touches.change(touch.id, change, { verdict: aVerdict([code]), event: null });
      return touch;
    };
    const dead = (contact: string) => judged(contact, 'SENDING_FAILED');
    const idsOf = async (cursor: TouchId | null = null, limit = 10) => {
      const { items, nextCursor } = await storage.touches.deadLetters(cursor, limit);
      return { ids: items.map(({ id }) => id), nextCursor };
    };

    it('lists and counts only what is held because its sending broke off, when other touches wait as well', async () => {
      const one = await dead('anna');
      await judged('ben', 'STALE_SCHEDULE');
      await judged('cora', 'SENDING_FAILED', 'blocked');
      const waiting = await dead('dora');
      await storage.touches.change(waiting.id, { dueAt: later });
      const judgedAnew = await dead('eve');
      const anew = { verdict: aVerdict(['STALE_SCHEDULE'], { decidedAt: later }), event: null };
      await storage.touches.change(judgedAnew.id, { state: 'held' }, anew);
      expect(await idsOf()).toEqual({ ids: [one.id], nextCursor: null });
      expect(await storage.touches.deadLetterCount()).toBe(1);
      expect((await storage.touches.deadLetters(null, 1)).items).toEqual([await storage.touches.find(one.id)]);
    });

    it('gives them page by page in the order of their ids when they are many', async () => {
      const touches = [await dead('anna'), await dead('ben'), await dead('cora')];
      const sorted = touches.map(({ id }) => id).sort();
      expect(await idsOf(null, 2)).toEqual({ ids: sorted.slice(0, 2), nextCursor: sorted[1] });
      expect(await idsOf(sorted[1], 2)).toEqual({ ids: sorted.slice(2), nextCursor: null });
    });

    it('makes one due, with its leaf, when it is put back, and only once [P6]', async () => {
      const { id } = await dead('anna');
      const before = await loggedCount(storage.auditLog);
      const answers = [
        await storage.touches.requeue(id, later, anEvent('touch.requeued')),
        await storage.touches.requeue(id, later, anEvent('touch.requeued')),
      ];
      expect(answers).toEqual([true, false]);
      expect(await storage.touches.find(id)).toMatchObject({ state: 'held', dueAt: later });
      expect((await storage.touches.due(later, 10)).map((touch) => touch.id)).toEqual([id]);
      expect(await storage.touches.deadLetterCount()).toBe(0);
      await storage.auditLog.catchUp();
      expect((await loggedTypes(storage.auditLog)).slice(before)).toEqual(['touch.requeued']);
    });

    it('leaves alone what is no dead letter when it is to be put back', async () => {
      const stale = await judged('ben', 'STALE_SCHEDULE');
      const answers = [stale.id, 'none' as TouchId].map((id) => storage.touches.requeue(id, later, anEvent()));
      expect(await Promise.all(answers)).toEqual([false, false]);
      expect((await storage.touches.find(stale.id))?.dueAt).toBeNull();
    });

    it('releases them with the others when the campaign is resumed', async () => {
      const { id } = await dead('anna');
      expect(await storage.touches.releaseHeld(campaignId, later)).toBe(1);
      expect(await storage.touches.find(id)).toMatchObject({ state: 'held', dueAt: later });
    });
  });
}
