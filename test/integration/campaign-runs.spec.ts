// Answers for the proof of a campaign's life: launched, paused, resumed, stopped, finished.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CampaignStore } from '../../src/ports/campaign-store.port.js';
import { TouchSchedule } from '../../src/ports/touch-schedule.port.js';
import { PlanTouchesService } from '../../src/campaigns/plan-touches.service.js';
import type { CampaignId } from '../../src/shared/ids.js';
import { campaignDraft } from '../support/campaign-inputs.js';
import { lastSecondOfMonday, openStory, type Story } from '../support/open-story.js';

interface Campaign {
  readonly id: string;
  readonly state: string;
  readonly counts: { readonly byState: Record<string, number>; readonly byReason: Record<string, number> };
}

interface Touch {
  readonly id: string;
  readonly contactId: string;
  readonly step: number;
  readonly state: string;
  readonly verdicts: readonly { readonly outcome: string }[];
}

let story: Story;
let liaId: string;
beforeEach(async () => {
  story = await openStory();
  liaId = await story.approvedLia();
});
afterEach(async () => {
  await story.close();
});

const path = (id: string, act: string) => `/v1/campaigns/${id}/${act}`;
const [firstStep] = campaignDraft('').steps;
const laterStep = {
  ...firstStep,
  text: 'Still there?\n{{> optOut}}',
  html: '<p>Still there?</p>{{> optOut}}',
  delayDays: 7,
};

async function draft(more: Record<string, unknown> = {}): Promise<string> {
  const { status, body } = await story.sales.post<Campaign>('/v1/campaigns', campaignDraft(liaId, more));
  expect(status).toBe(201);
  return body.id;
}

async function launched(more: Record<string, unknown> = {}): Promise<string> {
  const id = await draft(more);
  expect(await story.sales.post(path(id, 'launch'))).toMatchObject({ status: 200, body: { state: 'running' } });
  await story.get(PlanTouchesService).whenIdle();
  return id;
}

const show = async (id: string) => (await story.auditor.get<Campaign>(`/v1/campaigns/${id}`)).body;
const touchesOf = async (id: string) =>
  (await story.auditor.get<{ items: readonly Touch[]; nextCursor: string | null }>(path(id, 'touches'))).body.items;

describe('a launch', () => {
  it('is refused when the assessment is not in force [P4]', async () => {
    const id = await draft();
    await story.inTime(story.dpo.post(`/v1/lias/${liaId}/withdraw`));
    expect(await story.sales.post(path(id, 'launch'))).toMatchObject({
      status: 409,
      body: { code: 'LIA_NOT_IN_FORCE' },
    });
    expect((await show(id)).state).toBe('draft');
  });

  it('is refused when the assessment is overdue [case 32]', async () => {
    await story.close();
    story = await openStory(lastSecondOfMonday);
    liaId = await story.approvedLia({}, '2026-11-23');
    const id = await draft();
    await story.clock.advance(1_000);
    expect(await story.sales.post(path(id, 'launch'))).toMatchObject({
      status: 409,
      body: { code: 'LIA_NOT_IN_FORCE' },
    });
  });

  it('is refused when the assessment is outgrown [case 33]', async () => {
    const id = await draft();
    await story.widen(liaId);
    expect(await story.sales.post(path(id, 'launch'))).toMatchObject({
      status: 409,
      body: { code: 'LIA_NOT_IN_FORCE' },
    });
  });

  it('plans one touch per contact and step, blocked people included', async () => {
    const ids = [await story.contact(liaId, 1), await story.contact(liaId, 2, { country: 'DE' })];
    const id = await launched({ steps: [firstStep, laterStep] });
    const touches = await touchesOf(id);
    expect(touches.map((touch) => [touch.contactId, touch.step]).sort()).toEqual(
      ids.flatMap((contactId) => [
        [contactId, 1],
        [contactId, 2],
      ]),
    );
    expect((await story.sales.post(path(id, 'launch'))).status).toBe(409);
  });

  it('lets exactly one of many concurrent launches through', async () => {
    const id = await draft();
    const replies = await Promise.all(Array.from({ length: 6 }, () => story.sales.post(path(id, 'launch'))));
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
  });

  it('goes on planning where a crash cut it off, and doubles nothing', async () => {
    const contactIds: string[] = [];
    for (let number = 0; number < 5; number += 1) contactIds.push(await story.contact(liaId, number));
    contactIds.sort();
    const id = await launched({ audience: { contactIds }, steps: [{ ...firstStep, delayDays: 3 }] });
    const before = (await touchesOf(id)).map((touch) => touch.id);
    const campaigns = story.get(CampaignStore);
    const campaign = (await campaigns.find(id as CampaignId))!;
    const cutOff = { plannedUpTo: contactIds[1] as never, isPlanned: false, revision: campaign.revision + 1 };
    expect(await campaigns.save({ ...campaign, ...cutOff }, null)).toBe(true);
    await story.get(PlanTouchesService).start();
    await story.get(PlanTouchesService).whenIdle();
    expect((await touchesOf(id)).map((touch) => touch.id)).toEqual(before);
    expect((await campaigns.find(id as CampaignId))?.isPlanned).toBe(true);
  });

  it('is finished at once when it is for nobody', async () => {
    const id = await launched({ audience: { filter: { countries: ['IE'] } } });
    expect((await show(id)).state).toBe('finished');
    expect((await story.sales.post(path(id, 'resume'))).status).toBe(409);
  });
});

describe('a running campaign', () => {
  it('pauses only when every lease taken before it is over, and goes on [R14]', async () => {
    await story.contact(liaId, 1);
    const id = await launched({ steps: [{ ...firstStep, delayDays: 3 }] });
    let isAnswered = false;
    const reply = story.dpo.post(path(id, 'pause')).finally(() => {
      isAnswered = true;
    });
    await story.until(async () => (await show(id)).state === 'paused');
    expect(await story.isGateClosed(`campaign:${id}`)).toBe(true);
    await story.clock.advance(story.leaseMs);
    expect(isAnswered).toBe(false);
    expect(await story.inTime(reply)).toMatchObject({ status: 200, body: { state: 'paused' } });
    expect((await story.sales.post(path(id, 'pause'))).status).toBe(409);
    expect(await story.sales.post(path(id, 'resume'))).toMatchObject({ status: 200, body: { state: 'running' } });
    expect(await story.isGateClosed(`campaign:${id}`)).toBe(false);
  });

  it('cancels what was not sent when it is stopped, for ever', async () => {
    await story.contact(liaId, 1);
    const id = await launched({ steps: [{ ...firstStep, delayDays: 3 }] });
    const stopped = await story.inTime(story.dpo.post<Campaign>(path(id, 'stop')));
    expect(stopped).toMatchObject({ status: 200, body: { state: 'stopped', counts: { byState: { cancelled: 1 } } } });
    for (const act of ['resume', 'pause', 'stop', 'launch']) {
      expect((await story.sales.post(path(id, act))).status).toBe(409);
    }
    expect(await story.isGateClosed(`campaign:${id}`)).toBe(true);
  });

  it('writes a leaf for each act [P6]', async () => {
    await story.contact(liaId, 1);
    const id = await launched({ steps: [{ ...firstStep, delayDays: 3 }] });
    await story.inTime(story.sales.post(path(id, 'pause')));
    await story.sales.post(path(id, 'resume'));
    await story.inTime(story.sales.post(path(id, 'stop')));
    const types = (await story.leaves()).map(({ type }) => type).filter((type) => type.startsWith('campaign.'));
    expect(types.filter((type) => !type.includes('gate'))).toEqual([
      'campaign.drafted',
      'campaign.launched',
      'campaign.paused',
      'campaign.resumed',
      'campaign.stopped',
    ]);
  });

  it('releases the touches that wait for a person when it is resumed', async () => {
    await story.contact(liaId, 1);
    const id = await launched({ steps: [{ ...firstStep, delayDays: 3 }] });
    const touches = story.get(TouchSchedule);
    const [touch] = await touchesOf(id);
    expect(await touches.change(touch?.id as never, { state: 'held', dueAt: null })).toBe(true);
    await story.sales.post(path(id, 'resume'));
    expect((await touches.find(touch?.id as never))?.dueAt).not.toBeNull();
  });
});

describe('a campaign with nothing left to do', () => {
  it('is finished when everybody was sent or blocked, and cannot be steered any more', async () => {
    const sent = await story.contact(liaId, 1);
    const blocked = await story.contact(liaId, 2, { country: 'DE' });
    const id = await launched();
    await story.until(async () => (await show(id)).state === 'finished');
    const touches = await touchesOf(id);
    const stateOf = (contactId: string) => touches.find((touch) => touch.contactId === contactId)?.state;
    expect([stateOf(sent), stateOf(blocked)]).toEqual(['sent', 'blocked']);
    expect(story.sink.accepted).toHaveLength(1);
    expect((await show(id)).counts.byState).toMatchObject({ sent: 1, blocked: 1 });
    expect((await story.leaves()).map(({ type }) => type)).toContain('campaign.finished');
    for (const act of ['resume', 'pause', 'stop', 'launch']) {
      expect((await story.sales.post(path(id, act))).status).toBe(409);
    }
  });
});

describe('who may steer', () => {
  it('is refused to a data-protection officer to write or launch, and to others everything', async () => {
    const id = await draft();
    expect((await story.dpo.post('/v1/campaigns', campaignDraft(liaId))).status).toBe(403);
    for (const act of ['launch', 'resume', 'preview']) expect((await story.dpo.post(path(id, act))).status).toBe(403);
    for (const client of [story.auditor, story.admin]) {
      for (const act of ['launch', 'pause', 'resume', 'stop', 'preview']) {
        expect((await client.post(path(id, act))).status).toBe(403);
      }
    }
    expect((await story.auditor.get(path(id, 'touches'))).status).toBe(200);
    expect((await story.admin.get(`/v1/campaigns/${id}`)).status).toBe(403);
  });
});
