// Answers for the proof that a campaign is refused when it is wrong, and previewed truly.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
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

const show = async (id: string) => (await story.auditor.get<Campaign>(`/v1/campaigns/${id}`)).body;
const touchesOf = async (id: string) =>
  (await story.auditor.get<{ items: readonly object[] }>(path(id, 'touches'))).body.items;

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
    const replaced = await story.sales.put<Campaign>(`/v1/campaigns/${id}`, campaignDraft(liaId));
    expect(replaced).toMatchObject({ status: 200, body: { id, state: 'draft' } });
    expect(replaced.body.steps).toHaveLength(1);
    await story.sales.post(path(id, 'launch'));
    const late = await story.sales.put(`/v1/campaigns/${id}`, campaignDraft(liaId));
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
      [allowed, 1],
      [allowed, 2],
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
