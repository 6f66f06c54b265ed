// Answers for what every plan of touches must do: plan once, change until final, count.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { touchStates } from '../../src/ports/touch-schedule.port.js';
import type { CampaignId, ContactId, TouchId } from '../../src/shared/ids.js';
import type { Instant } from '../../src/shared/instant.js';
import { aTouch, aVerdict } from '../support/campaign.builder.js';
import { anEvent, loggedCount, loggedTypes, noon } from '../support/event.builder.js';
import type { StorageOpener, StoragePorts } from '../support/storage-ports.js';

const campaignId = 'campaign-1' as CampaignId;
const after = (ms: number): Instant => (noon + ms) as Instant;
const noCounts = Object.fromEntries(touchStates.map((state) => [state, 0]));

export function touchScheduleContract(open: StorageOpener): void {
  describe('plan of touches', () => {
    let storage: StoragePorts;
    beforeEach(async () => {
      storage = await open();
    });
    afterEach(() => storage.close());

    it('starts as scheduled and unjudged when a touch is planned', async () => {
      const touch = aTouch(campaignId, 'anna', { dueAt: null, messageId: null });
      await storage.touches.plan([touch]);
      const planned = await storage.touches.find(touch.id);
      expect(planned).toStrictEqual({
        ...touch,
        state: 'scheduled',
        claimedAt: null,
        startedAt: null,
        settledAt: null,
        smtp: null,
        tryCount: 0,
        verdicts: [],
      });
      expect(await storage.touches.findByStep(campaignId, touch.contactId, 0)).toEqual(planned);
    });

    it('answers null, false or nothing when the touch does not exist', async () => {
      const id = 'none' as TouchId;
      expect(await storage.touches.find(id)).toBeNull();
      expect(await storage.touches.findByStep(campaignId, 'anna' as ContactId, 0)).toBeNull();
      const decided = { verdict: aVerdict(), event: anEvent() };
      expect(await storage.touches.change(id, { state: 'held' }, decided)).toBe(false);
      expect(await storage.touches.hasOpen(campaignId)).toBe(false);
      expect(await storage.touches.counts(campaignId)).toEqual({ byState: noCounts, byReason: {} });
      expect(await loggedCount(storage.auditLog)).toBe(0);
    });

    it('changes nothing when the same touches are planned again [P2]', async () => {
      const touches = ['anna', 'ben'].map((contact) => aTouch(campaignId, contact));
      await Promise.all([storage.touches.plan(touches), storage.touches.plan(touches)]);
      await storage.touches.change(touches[0]!.id, { state: 'sent', settledAt: noon });
      const before = await storage.touches.list(campaignId, null, 10);
      const moved = touches.map((touch) => ({ ...touch, dueAt: after(1) }));
      const otherIds = touches.map((touch) => ({ ...touch, id: `other ${touch.id}` as TouchId }));
      await storage.touches.plan([...moved, ...otherIds]);
      expect(await storage.touches.list(campaignId, null, 10)).toEqual(before);
      expect(before.items).toHaveLength(2);
      expect((await storage.touches.counts(campaignId)).byState).toEqual({ ...noCounts, scheduled: 1, sent: 1 });
    });

    it('sets what is named and leaves the rest when a touch changes', async () => {
      const touch = aTouch(campaignId, 'anna');
      await storage.touches.plan([touch]);
      const first = { state: 'claimed', claimedAt: after(1), tryCount: 1 } as const;
      expect(await storage.touches.change(touch.id, first)).toBe(true);
      const smtp = { code: 451, text: 'try “later”' };
      await storage.touches.change(touch.id, { startedAt: after(2), smtp, dueAt: after(9) });
      const claimed = { ...first, startedAt: after(2), settledAt: null, smtp, dueAt: after(9) };
      expect(await storage.touches.find(touch.id)).toMatchObject(claimed);
      await storage.touches.change(touch.id, { state: 'scheduled', claimedAt: null, smtp: null });
      expect(await storage.touches.find(touch.id)).toMatchObject({ claimedAt: null, smtp: null, tryCount: 1 });
    });

    it('appends the verdict and one leaf when a change brings one [P6]', async () => {
      const touch = aTouch(campaignId, 'anna');
      await storage.touches.plan([touch]);
      const held = aVerdict(['QUIET_HOURS'], { decidedAt: after(1) });
      await storage.touches.change(touch.id, { state: 'held' }, { verdict: held, event: anEvent('touch.held') });
      await storage.touches.change(touch.id, { state: 'claimed' }, { verdict: aVerdict(), event: null });
      expect((await storage.touches.find(touch.id))?.verdicts).toStrictEqual([held, aVerdict()]);
      expect(await loggedTypes(storage.auditLog)).toEqual(['touch.held']);
    });

    it('keeps the last 20 verdicts when there were more', async () => {
      const touch = aTouch(campaignId, 'anna');
      await storage.touches.plan([touch]);
      for (let number = 0; number < 23; number += 1) {
        const verdict = aVerdict(['QUIET_HOURS'], { decidedAt: after(number) });
        await storage.touches.change(touch.id, { state: 'held' }, { verdict, event: anEvent() });
      }
      const kept = (await storage.touches.find(touch.id))?.verdicts.map((verdict) => verdict.decidedAt);
      expect(kept).toEqual(Array.from({ length: 20 }, (_, number) => after(number + 3)));
      expect(await loggedCount(storage.auditLog)).toBe(23);
    });

    it.each(['blocked', 'sent', 'not_transmitted', 'unknown', 'cancelled'] as const)(
      'refuses every change and logs nothing when the touch is %s [R1]',
      async (state) => {
        const touch = aTouch(campaignId, 'anna');
        await storage.touches.plan([touch]);
        await storage.touches.change(touch.id, { state });
        const before = await storage.touches.find(touch.id);
        const decided = { verdict: aVerdict(), event: anEvent() };
        expect(await storage.touches.change(touch.id, { state: 'scheduled', dueAt: noon }, decided)).toBe(false);
        expect(await storage.touches.find(touch.id)).toEqual(before);
        expect(before?.dueAt).toBeNull();
        expect(await loggedCount(storage.auditLog)).toBe(0);
      },
    );

    it('turns unknown into sent, once, when the evidence comes late [R4]', async () => {
      const touch = aTouch(campaignId, 'anna');
      await storage.touches.plan([touch]);
      await storage.touches.change(touch.id, { state: 'unknown', settledAt: after(1), dueAt: null });
      const late = { state: 'sent', settledAt: after(2), dueAt: null, smtp: { code: 250, text: 'kept' } } as const;
      expect(await storage.touches.change(touch.id, { state: 'not_transmitted' })).toBe(false);
      expect(await storage.touches.change(touch.id, late)).toBe(true);
      expect(await storage.touches.change(touch.id, { ...late, settledAt: after(3) })).toBe(false);
      expect(await storage.touches.find(touch.id)).toMatchObject(late);
      expect((await storage.touches.counts(campaignId)).byState).toEqual({ ...noCounts, sent: 1 });
    });

    it('lets exactly one through when many claim the same touch for its last time [R2]', async () => {
      const touch = aTouch(campaignId, 'anna');
      await storage.touches.plan([touch]);
      const changes = Array.from({ length: 20 }, () => storage.touches.change(touch.id, { state: 'sent' }));
      expect((await Promise.all(changes)).filter(Boolean)).toHaveLength(1);
    });

    it('counts states, and reasons of current verdicts of held and blocked touches only [case 1]', async () => {
      const contacts = ['anna', 'ben', 'cara', 'dan', 'eve'];
      const touches = contacts.map((contact) => aTouch(campaignId, contact));
      await storage.touches.plan([...touches, aTouch('campaign-2' as CampaignId, 'anna')]);
      const judge = (index: number, state: 'held' | 'blocked' | 'sent', codes: Parameters<typeof aVerdict>[0]) =>
        storage.touches.change(touches[index]!.id, { state }, { verdict: aVerdict(codes), event: anEvent() });
      await judge(0, 'held', ['SUPPRESSED']);
      await judge(0, 'held', ['QUIET_HOURS', 'LIA_OVERDUE']);
      await judge(1, 'held', ['QUIET_HOURS', 'QUIET_HOURS']);
      await judge(2, 'blocked', ['LIA_OVERDUE', 'QUIET_HOURS']);
      await judge(3, 'held', ['SUPPRESSED']);
      await judge(3, 'sent', []);
      expect(await storage.touches.counts(campaignId)).toEqual({
        byState: { ...noCounts, scheduled: 1, held: 2, blocked: 1, sent: 1 },
        byReason: { QUIET_HOURS: 3, LIA_OVERDUE: 2 },
      });
      expect(await storage.touches.hasOpen(campaignId)).toBe(true);
    });

    it('counts a claimed touch as open when it is asked how many are', async () => {
      const touch = aTouch(campaignId, 'anna');
      await storage.touches.plan([touch]);
      await storage.touches.change(touch.id, { state: 'claimed' });
      expect(await storage.touches.hasOpen(campaignId)).toBe(true);
      await storage.touches.change(touch.id, { state: 'unknown' });
      expect(await storage.touches.hasOpen(campaignId)).toBe(false);
    });

    it('shows every touch of the campaign once when its list is walked', async () => {
      const contacts = Array.from({ length: 5 }, (_, number) => `contact-${number}`);
      const touches = contacts.flatMap((contact) => [0, 1].map((step) => aTouch(campaignId, contact, { step })));
      await storage.touches.plan([...touches].reverse());
      await storage.touches.plan([aTouch('campaign-2' as CampaignId, 'contact-0')]);
      for (const limit of [1, 3, 5, 9, 10, 11]) {
        const seen: TouchId[] = [];
        let cursor: string | null = null;
        do {
          const page = await storage.touches.list(campaignId, cursor, limit);
          expect(page.items.length).toBeLessThanOrEqual(limit);
          seen.push(...page.items.map((touch) => touch.id));
          cursor = page.nextCursor;
        } while (cursor !== null);
        expect(seen).toHaveLength(10);
        expect(new Set(seen)).toEqual(new Set(touches.map((touch) => touch.id)));
      }
    });
  });
}
