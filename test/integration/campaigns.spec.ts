// Answers for the proof of a campaign's life: written, previewed, launched, paused, resumed, stopped.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CampaignStore } from '../../src/ports/campaign-store.port.js';
import { TouchSchedule } from '../../src/ports/touch-schedule.port.js';
import { PlanTouchesService } from '../../src/campaigns/plan-touches.service.js';
import type { CampaignId } from '../../src/shared/ids.js';
import { campaignDraft } from '../support/campaign-inputs.js';
import { openStory, type Story } from '../support/open-story.js';

interface Campaign {
  readonly id: string;
  readonly state: string;
  readonly steps: readonly object[];
  readonly counts: { readonly byState: Record<string, number>; readonly byReason: Record<string, number> };
}

interface Verdict {
  readonly outcome: string;
  readonly reasons: readonly { readonly code: string }[];
}

interface Preview {
  readonly totals: Record<string, number>;
  readonly byReason: Record<string, number>;
  readonly items: readonly { readonly contactId: string; readonly verdict: Verdict }[];
  readonly nextCursor: string | null;
  readonly samples: readonly { readonly contactId: string; readonly step: number; readonly text: string }[];
}

interface Touch {
  readonly id: string;
  readonly contactId: string;
  readonly step: number;
  readonly state: string;
  readonly verdicts: readonly Verdict[];
}

interface Problem {
  readonly code: string;
  readonly errors?: readonly { readonly field: string; readonly code: string }[];
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

async function refusal(more: Record<string, unknown>): Promise<[string, string[]]> {
  const { status, body } = await story.sales.post<Problem>('/v1/campaigns', campaignDraft(liaId, more));
  expect(status).toBe(422);
  return [body.code, body.errors?.map((error) => error.field) ?? []];
}

describe('a campaign that is written', () => {
  it('is kept, shown and can be replaced until it is launched', async () => {
    const id = await draft({ steps: [firstStep, laterStep], sender: { name: 'S', address: 's@sender.example' } });
    expect(await show(id)).toMatchObject({
      state: 'draft',
      liaId,
      counts: { byState: { scheduled: 0 }, byReason: {} },
    });
    const replaced = await story.sales.send<Campaign>('PUT', `/v1/campaigns/${id}`, story.json(campaignDraft(liaId)));
    expect(replaced).toMatchObject({ status: 200, body: { id, state: 'draft' } });
    expect(replaced.body.steps).toHaveLength(1);
    await story.sales.post(path(id, 'launch'));
    const late = await story.sales.send('PUT', `/v1/campaigns/${id}`, story.json(campaignDraft(liaId)));
    expect(late).toMatchObject({ status: 409, body: { code: 'WRONG_STATE' } });
  });

  it('is refused when a mandatory part is missing, naming step and part [case 6]', async () => {
    expect(await refusal({ steps: [laterStep] })).toEqual([
      'TEMPLATE_SLOT_MISSING',
      expect.arrayContaining(['steps[0].text', 'steps[0].html']),
    ]);
  });

  it('is refused when a template is broken [case 6]', async () => {
    const broken = { ...firstStep, text: '{{#if}} {{> notice}} {{> optOut}}' };
    expect((await refusal({ steps: [broken] }))[0]).toBe('TEMPLATE_INVALID');
  });

  it('is refused when the sender could forge a header [A15]', async () => {
    const sender = { name: 'Sam\r\nBcc: x@y.example', address: 'hello@sender.example' };
    expect(await refusal({ sender })).toEqual(['INVALID_INPUT', ['sender.name']]);
    expect((await refusal({ sender: { name: 'Sam', address: 'a@b.example\r\n' + 'X: y' } }))[1]).toEqual([
      'sender.address',
    ]);
  });

  it('is refused when it goes beyond its assessment [A12]', async () => {
    expect((await refusal({ steps: [firstStep, laterStep, laterStep] }))[1]).toEqual(['steps']);
    expect((await refusal({ liaId: 'none' }))[1]).toEqual(['liaId']);
    expect((await refusal({ languages: ['tlh'] }))[1]).toEqual(['languages[0]']);
  });

  it('is refused when its role is not among the assessed ones [A08]', async () => {
    const narrow = await story.approvedLia({ targetRoles: ['Head of Learning'] });
    expect((await refusal({ liaId: narrow, targetRoles: ['CTO'] }))[1]).toEqual(['targetRoles[0]']);
    expect((await show(await draft({ liaId: narrow, targetRoles: ['head of learning'] }))).state).toBe('draft');
  });

  it('is refused when the audience names nobody who exists, or is said in two ways', async () => {
    const known = await story.contact(liaId, 1);
    expect(await refusal({ audience: { contactIds: [known, 'nobody'] } })).toEqual([
      'INVALID_INPUT',
      ['audience.contactIds[1]'],
    ]);
    expect((await refusal({ audience: { contactIds: [known], filter: {} } }))[1]).toEqual(['audience']);
    expect((await refusal({ audience: {} }))[1]).toEqual(['audience']);
    expect((await refusal({ audience: { filter: { importId: 'none' } } }))[1]).toEqual(['audience.filter.importId']);
  });

  it('is refused when a number is out of bounds or a channel is another', async () => {
    expect((await refusal({ steps: [{ ...firstStep, delayDays: 366 }] }))[1]).toEqual(['steps[0].delayDays']);
    expect((await refusal({ steps: [{ ...firstStep, channel: 'sms' }] }))[1]).toEqual(['steps[0].channel']);
    expect((await refusal({ steps: [] }))[1]).toEqual(['steps']);
  });
});

describe('a preview', () => {
  it('decides everybody as if it were running and shows what would be sent [P6]', async () => {
    const allowed = await story.contact(liaId, 1);
    await story.contact(liaId, 2, { country: 'DE' });
    const id = await draft({ steps: [firstStep, laterStep] });
    const { status, body } = await story.sales.post<Preview>(path(id, 'preview'));
    expect(status).toBe(200);
    expect(body.totals).toEqual({ allow: 1, hold: 0, block: 1 });
    expect(Object.values(body.byReason).every((count) => count === 1)).toBe(true);
    expect(body.items.find((item) => item.contactId === allowed)?.verdict.outcome).toBe('allow');
    expect(body.samples.map((sample) => [sample.contactId, sample.step])).toEqual([
      [allowed, 0],
      [allowed, 1],
    ]);
    expect(body.samples[0]?.text).toContain('We write to people in charge of training');
    const [leaf] = (await story.leaves()).filter(({ type }) => type === 'campaign.previewed');
    expect(leaf?.refs).toMatchObject({ campaignId: id, allow: 1, hold: 0, block: 1 });
  });

  it('counts the whole audience on every page', async () => {
    for (let number = 0; number < 5; number += 1) await story.contact(liaId, number);
    const id = await draft();
    const first = await story.sales.post<Preview>(`${path(id, 'preview')}?limit=3`);
    const second = await story.sales.post<Preview>(
      `${path(id, 'preview')}?limit=3&cursor=${first.body.nextCursor ?? ''}`,
    );
    expect([first, second].map(({ body }) => [body.items.length, body.totals['allow']])).toEqual([
      [3, 5],
      [2, 5],
    ]);
    expect(second.body.nextCursor).toBeNull();
    const ids = [...first.body.items, ...second.body.items].map((item) => item.contactId);
    expect(new Set(ids).size).toBe(5);
  });

  it('changes nothing', async () => {
    await story.contact(liaId, 1);
    const id = await draft();
    await story.sales.post(path(id, 'preview'));
    expect(await touchesOf(id)).toEqual([]);
    expect((await show(id)).state).toBe('draft');
  });
});

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
    const id = await draft();
    await story.clock.advance(400 * 86_400_000);
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
        [contactId, 0],
        [contactId, 1],
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
    const id = await launched({ audience: { contactIds } });
    const before = (await touchesOf(id)).map((touch) => touch.id);
    const campaigns = story.get(CampaignStore);
    const campaign = (await campaigns.find(id as CampaignId))!;
    const cutOff = { plannedUpTo: contactIds[1] as never, isPlanned: false, revision: campaign.revision + 1 };
    expect(await campaigns.save({ ...campaign, ...cutOff }, null)).toBe(true);
    await story.get(PlanTouchesService).onApplicationBootstrap();
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
    await story.untilState(async () => (await show(id)).state === 'paused');
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
