// Answers for the proof that a touch whose sending broke off is seen by people, with the reason, and can be put back.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DeadLetters } from '../../src/outreach/dead-letters.service.js';
import { AuditLog } from '../../src/ports/audit-log.port.js';
import { CampaignStore, type Campaign } from '../../src/ports/campaign-store.port.js';
import { TouchSchedule } from '../../src/ports/touch-schedule.port.js';
import type { TouchId } from '../../src/shared/ids.js';
import { aCampaign, aTouch } from '../support/campaign.builder.js';
import { anEvent, loggedTypes } from '../support/event.builder.js';
import { openApp, type OpenApp } from '../support/open-app.js';

let app: OpenApp;
let campaign: Campaign;
beforeAll(async () => {
  app = await openApp();
  campaign = aCampaign();
  await app.port(CampaignStore).create(campaign, anEvent());
});
afterAll(async () => {
  await app.close();
});

async function laidAside(contact: string): Promise<TouchId> {
  const touch = aTouch(campaign.id, contact);
  await app.port(TouchSchedule).plan([touch]);
  await app.port(DeadLetters).add(touch.id, 'error: TypeError');
  return touch.id;
}

describe('queue', () => {
  it('counts and lists what was laid aside, with the reason, when sales or an administrator asks', async () => {
    const touchId = await laidAside('anna');
    const { body: queue } = await app.call('GET /v1/queue', { as: 'sales' });
    expect(queue).toEqual({ waiting: 0, active: 0, deadLetterCount: 1 });
    const { body } = await app.call('GET /v1/queue/dead-letters', { as: 'admin' });
    const message = 'Sending this broke off (error: TypeError), so it waits for a person to look at it';
    const at = expect.stringMatching(/^\d{4}-.*Z$/);
    const item = { touchId, campaignId: campaign.id, contactId: 'anna', reason: 'SENDING_FAILED', message, at };
    expect(body).toEqual({ items: [item], nextCursor: null });
  });

  it('shows it in the counts and the touches of the campaign as well', async () => {
    const { body } = await app.call(`GET /v1/campaigns/${campaign.id}`, { as: 'sales' });
    expect(body.counts.byReason).toMatchObject({ SENDING_FAILED: 1 });
    const { body: touches } = await app.call(`GET /v1/campaigns/${campaign.id}/touches`, { as: 'sales' });
    expect(touches.items[0]).toMatchObject({ state: 'held', verdicts: [{ reasons: [{ code: 'SENDING_FAILED' }] }] });
    expect(touches.items[0].dueAt).toBeUndefined();
  });

  it('makes it due now, once, and says who did it when it is put back [P6]', async () => {
    const touchId = await laidAside('ben');
    const target = `POST /v1/queue/dead-letters/${touchId}/requeue`;
    const { status, body } = await app.call(target, { as: 'sales' });
    expect([status, body]).toEqual([200, { touchId, dueAt: expect.stringMatching(/Z$/) }]);
    const again = await app.call(target, { as: 'sales' });
    expect([again.status, again.body.code]).toEqual([409, 'WRONG_STATE']);
    expect((await loggedTypes(app.port(AuditLog))).filter((type) => type === 'touch.requeued')).toHaveLength(1);
    const log = app.port(AuditLog);
    const entries = await log.read(0, await log.size());
    const leaf = JSON.parse(entries.find(({ type }) => type === 'touch.requeued')?.leafJson ?? '{}');
    expect(leaf.actor).toMatch(/^account:/);
  });

  it('answers 404 for a touch that does not exist', async () => {
    const answer = await app.call('POST /v1/queue/dead-letters/none/requeue', { as: 'admin' });
    expect([answer.status, answer.body.code]).toEqual([404, 'NOT_FOUND']);
  });

  it('gives the next page by its cursor when there are more than asked for', async () => {
    const ids = [await laidAside('cora'), await laidAside('dora')];
    const { body: first } = await app.call('GET /v1/queue/dead-letters?limit=1', { as: 'sales' });
    const { body: rest } = await app.call(`GET /v1/queue/dead-letters?cursor=${first.nextCursor}`, { as: 'sales' });
    const listed = [...first.items, ...rest.items].map((item: { touchId: TouchId }) => item.touchId);
    expect(first.items).toHaveLength(1);
    expect(listed).toEqual(expect.arrayContaining(ids));
    expect(listed).toEqual([...listed].sort());
  });
});
