// Answers for when touches become due, are released, healed or cancelled.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Campaign, CampaignState } from '../../src/ports/campaign-store.port.js';
import type { PlannedTouch, Touch, TouchChange } from '../../src/ports/touch-schedule.port.js';
import type { CampaignId, ContactId } from '../../src/shared/ids.js';
import type { Instant } from '../../src/shared/instant.js';
import { aCampaign, aTouch, aVerdict } from '../support/campaign.builder.js';
import { anEvent, noon } from '../support/event.builder.js';
import type { StorageOpener, StoragePorts } from '../support/storage-ports.js';

const after = (ms: number): Instant => (noon + ms) as Instant;

export function touchDueContract(open: StorageOpener): void {
  describe('due touches', () => {
    let storage: StoragePorts;
    beforeEach(async () => {
      storage = await open();
    });
    afterEach(() => storage.close());

    const campaignIn = async (state: CampaignState): Promise<Campaign> => {
      const campaign = aCampaign({ state });
      await storage.campaigns.create(campaign, anEvent());
      return campaign;
    };

    /** Plans a touch and brings it into a state. */
    const planned = async (id: CampaignId, contact: string, change: TouchChange): Promise<PlannedTouch> => {
      const touch = aTouch(id, contact);
      await storage.touches.plan([touch]);
      await storage.touches.change(touch.id, change);
      return touch;
    };

    const contactsDue = async (now: Instant, limit = 10): Promise<string[]> =>
      (await storage.touches.due(now, limit)).map((touch) => touch.contactId);
    const touchOf = async (touch: PlannedTouch): Promise<Touch> => (await storage.touches.find(touch.id))!;

    it('gives the oldest of all running campaigns when touches are due', async () => {
      const [one, two] = [await campaignIn('running'), await campaignIn('running')];
      await planned(one.id, 'c', { dueAt: after(3) });
      await planned(two.id, 'b', { dueAt: after(2) });
      await planned(one.id, 'a', { dueAt: after(1) });
      await planned(two.id, 'd', { dueAt: after(4) });
      expect(await contactsDue(after(3))).toEqual(['a', 'b', 'c']);
      expect(await contactsDue(after(9), 2)).toEqual(['a', 'b']);
      expect(await contactsDue(after(0))).toEqual([]);
    });

    it('gives scheduled and held touches and none that is claimed or final when they are due [R1]', async () => {
      const { id } = await campaignIn('running');
      await planned(id, 'scheduled', { dueAt: after(1) });
      await planned(id, 'held', { state: 'held', dueAt: after(2) });
      await planned(id, 'waiting', { state: 'held', dueAt: null });
      await planned(id, 'claimed', { state: 'claimed', dueAt: after(1) });
      await planned(id, 'sent', { state: 'sent', dueAt: after(1) });
      expect(await contactsDue(after(9))).toEqual(['scheduled', 'held']);
    });

    it.each(['draft', 'paused', 'stopped', 'finished'] as const)(
      'gives nothing when the campaign is %s, and all of it once it runs again [A17]',
      async (state) => {
        const campaign = await campaignIn(state);
        await planned(campaign.id, 'anna', { dueAt: after(1) });
        await planned(campaign.id, 'ben', { dueAt: after(8) });
        expect(await contactsDue(after(5))).toEqual([]);
        expect(await storage.touches.nextDueAt(noon)).toBeNull();
        await storage.campaigns.save({ ...campaign, revision: 2, state: 'running' }, anEvent());
        expect(await contactsDue(after(5))).toEqual(['anna']);
        expect(await storage.touches.nextDueAt(after(5))).toBe(after(8));
      },
    );

    it('names the earliest time after now when it is asked what comes next', async () => {
      const [one, two] = [await campaignIn('running'), await campaignIn('running')];
      await planned(one.id, 'a', { dueAt: after(5) });
      await planned(two.id, 'b', { dueAt: after(3) });
      await planned(two.id, 'c', { state: 'sent', dueAt: after(1) });
      expect(await storage.touches.nextDueAt(noon)).toBe(after(3));
      expect(await storage.touches.nextDueAt(after(3))).toBe(after(5));
      expect(await storage.touches.nextDueAt(after(5))).toBeNull();
    });

    it('releases what is past and what waits for a person when a campaign is resumed', async () => {
      const { id } = await campaignIn('running');
      const past = await planned(id, 'past', { dueAt: after(-50) });
      const stale = await planned(id, 'stale', { state: 'held', dueAt: null });
      const later = await planned(id, 'later', { state: 'held', dueAt: after(99) });
      const nextStep = await planned(id, 'next', { dueAt: null });
      const sent = await planned(id, 'sent', { state: 'sent' });
      const elsewhere = await planned('campaign-2' as CampaignId, 'x', { state: 'held', dueAt: null });
      expect(await storage.touches.releaseHeld(id, noon)).toBe(2);
      const dueAts = await Promise.all([past, stale, later, nextStep, sent, elsewhere].map(touchOf));
      expect(dueAts.map((touch) => touch.dueAt)).toEqual([noon, noon, after(99), null, null, null]);
      expect((await touchOf(stale)).state).toBe('held');
    });

    it('releases what was in hand when the campaign was paused, and leaves other waits alone, when it is resumed', async () => {
      const { id } = await campaignIn('running');
      const paused = await planned(id, 'paused', {});
      const quiet = await planned(id, 'quiet', {});
      const held = { state: 'held', dueAt: after(99) } as const;
      await storage.touches.change(paused.id, held, { verdict: aVerdict(['CAMPAIGN_NOT_RUNNING']), event: null });
      await storage.touches.change(quiet.id, held, { verdict: aVerdict(['QUIET_HOURS']), event: null });
      expect(await storage.touches.releaseHeld(id, noon)).toBe(1);
      const dueAts = await Promise.all([paused, quiet].map(touchOf));
      expect(dueAts.map((touch) => touch.dueAt)).toEqual([noon, after(99)]);
    });

    it('cancels scheduled and held touches of one campaign when it is stopped', async () => {
      const { id } = await campaignIn('running');
      const touches = [
        await planned(id, 'scheduled', {}),
        await planned(id, 'held', { state: 'held', dueAt: null }),
        await planned(id, 'claimed', { state: 'claimed' }),
        await planned(id, 'sent', { state: 'sent' }),
        await planned('campaign-2' as CampaignId, 'x', {}),
      ];
      expect(await storage.touches.cancelOpen(id, after(7))).toBe(2);
      const found = await Promise.all(touches.map(touchOf));
      expect(found.map((touch) => touch.state)).toEqual(['cancelled', 'cancelled', 'claimed', 'sent', 'scheduled']);
      expect(found[0]).toMatchObject({ dueAt: null, settledAt: after(7) });
      expect(await storage.touches.cancelOpen(id, after(8))).toBe(0);
      expect((await storage.touches.counts(id)).byState).toMatchObject({ cancelled: 2, claimed: 1, sent: 1, held: 0 });
    });

    it('releases and cancels all of them when they are thousands', async () => {
      const { id } = await campaignIn('running');
      const touches = Array.from({ length: 4_500 }, (_, number) => aTouch(id, `c${number}`, { dueAt: after(-1) }));
      await storage.touches.plan(touches);
      expect(await storage.touches.releaseHeld(id, noon)).toBe(4_500);
      expect(await storage.touches.cancelOpen(id, noon)).toBe(4_500);
      expect(await storage.touches.hasOpen(id)).toBe(false);
    });

    it('cancels the open touches of one contact in every campaign when the contact goes [A17]', async () => {
      const [one, two] = [await campaignIn('running'), await campaignIn('paused')];
      await planned(one.id, 'anna', {});
      await planned(two.id, 'anna', { state: 'held' });
      await planned(one.id, 'ben', {});
      await storage.touches.plan([aTouch(one.id, 'anna', { step: 1, dueAt: null })]);
      expect(await storage.touches.cancelForContact('anna' as ContactId, noon)).toBe(3);
      const hers = await storage.touches.listByContact('anna' as ContactId);
      expect(hers.map((touch) => touch.state)).toEqual(['cancelled', 'cancelled', 'cancelled']);
      expect(await contactsDue(after(9))).toEqual(['ben']);
    });

    it('lists claimed touches without a change since then when they are to be healed', async () => {
      const { id } = await campaignIn('running');
      await planned(id, 'old', { state: 'claimed', claimedAt: after(1) });
      await planned(id, 'started', { state: 'claimed', claimedAt: after(1), startedAt: after(6) });
      const judged = await planned(id, 'judged', { claimedAt: after(2) });
      const verdict = aVerdict([], { decidedAt: after(3) });
      await storage.touches.change(judged.id, { state: 'claimed' }, { verdict, event: null });
      await planned(id, 'settled', { state: 'sent', claimedAt: after(1) });
      const listed = async (before: Instant, limit: number) =>
        (await storage.touches.listClaimed(before, limit)).map((touch) => touch.contactId);
      expect(await listed(after(5), 10)).toEqual(['old', 'judged']);
      expect(await listed(after(3), 10)).toEqual(['old']);
      expect(await listed(after(9), 2)).toEqual(['old', 'judged']);
      expect(await listed(after(9), 10)).toEqual(['old', 'judged', 'started']);
    });
  });
}
