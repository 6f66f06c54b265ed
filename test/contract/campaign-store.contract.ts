// Answers for what every store of campaigns must do: whole records, saves by revision, the running ones.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CampaignId } from '../../src/shared/ids.js';
import type { Instant } from '../../src/shared/instant.js';
import { aCampaign } from '../support/campaign.builder.js';
import { anEvent, loggedCount, loggedTypes, noon } from '../support/event.builder.js';
import type { StorageOpener, StoragePorts } from '../support/storage-ports.js';

export function campaignStoreContract(open: StorageOpener): void {
  describe('store of campaigns', () => {
    let storage: StoragePorts;
    beforeEach(async () => {
      storage = await open();
    });
    afterEach(() => storage.close());

    it('gives back the very same campaign when it was created', async () => {
      const campaign = aCampaign({ audience: { contactIds: [] }, languages: ['de'] });
      await storage.campaigns.create(campaign, anEvent('campaign.drafted'));
      expect(await storage.campaigns.find(campaign.id)).toStrictEqual(campaign);
      expect(await loggedTypes(storage.auditLog)).toEqual(['campaign.drafted']);
    });

    it('answers null or false when the campaign does not exist', async () => {
      expect(await storage.campaigns.find('none' as CampaignId)).toBeNull();
      expect(await storage.campaigns.save(aCampaign({ revision: 2 }), anEvent())).toBe(false);
      expect(await storage.campaigns.list(null, 10)).toEqual({ items: [], nextCursor: null });
      expect(await storage.campaigns.listRunning()).toEqual([]);
      expect(await loggedCount(storage.auditLog)).toBe(0);
    });

    it('takes exactly one save when many start from the same revision [P6]', async () => {
      const campaign = aCampaign({ state: 'draft' });
      await storage.campaigns.create(campaign, anEvent());
      const launches = Array.from({ length: 20 }, () => {
        const launched = { ...campaign, revision: 2, state: 'running' } as const;
        return storage.campaigns.save(launched, anEvent('campaign.launched'));
      });
      expect((await Promise.all(launches)).filter(Boolean)).toHaveLength(1);
      expect(await loggedCount(storage.auditLog)).toBe(2);
    });

    it('logs nothing when progress is saved without an event', async () => {
      const campaign = aCampaign();
      await storage.campaigns.create(campaign, anEvent());
      expect(await storage.campaigns.save({ ...campaign, revision: 2, isPlanned: false }, null)).toBe(true);
      expect((await storage.campaigns.find(campaign.id))?.isPlanned).toBe(false);
      expect(await loggedCount(storage.auditLog)).toBe(1);
    });

    it('shows each campaign once in the order of ids when the list is walked', async () => {
      const campaigns = [aCampaign(), aCampaign(), aCampaign()];
      for (const campaign of [...campaigns].reverse()) await storage.campaigns.create(campaign, anEvent());
      const first = await storage.campaigns.list(null, 2);
      expect(first).toStrictEqual({ items: campaigns.slice(0, 2), nextCursor: campaigns[1]!.id });
      const second = await storage.campaigns.list(first.nextCursor, 2);
      expect(second).toStrictEqual({ items: [campaigns[2]], nextCursor: null });
      expect((await storage.campaigns.list(null, 3)).nextCursor).toBeNull();
    });

    it('names the running campaigns, the oldest launch first, when it is asked for them', async () => {
      const launchedAfter = (ms: number, state: 'running' | 'paused' = 'running') =>
        aCampaign({ state, launchedAt: (noon + ms) as Instant });
      const [second, first, paused] = [launchedAfter(2), launchedAfter(1), launchedAfter(0, 'paused')];
      for (const campaign of [second, first, paused]) await storage.campaigns.create(campaign, anEvent());
      expect(await storage.campaigns.listRunning()).toStrictEqual([first, second]);
      await storage.campaigns.save({ ...first, revision: 2, state: 'finished' }, anEvent());
      expect(await storage.campaigns.listRunning()).toStrictEqual([second]);
    });
  });
}
