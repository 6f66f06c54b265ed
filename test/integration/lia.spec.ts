// Answers for the proof of an assessment's life: drafted, submitted, approved by another person, outgrown, withdrawn.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { canonicalJson, sha256Hex } from '../../src/shared/canonical-json.js';
import { liaDraft } from '../support/campaign-inputs.js';
import { lastSecondOfMonday, openStory, type Story } from '../support/open-story.js';

interface Lia {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly nextReviewOn: string | null;
  readonly submittedBy: string | null;
  readonly approvedBy: string | null;
  readonly hash: string;
  readonly draft: ReturnType<typeof liaDraft>;
  readonly pendingVersion?: { readonly version: number; readonly state: string };
}

interface Problem {
  readonly code: string;
  readonly errors?: readonly { readonly field: string; readonly code: string }[];
}

const wider = () => liaDraft({ maxEmails: 5 });
const narrower = () => liaDraft({ maxEmails: 1 });

let story: Story;
beforeEach(async () => {
  story = await openStory();
});
afterEach(async () => {
  await story.close();
});

const path = (id: string, act: string) => `/v1/lias/${id}/${act}`;
const dateAhead = (span: { months?: number; days?: number }) =>
  DateTime.fromISO(story.clock.iso(), { zone: 'utc' }).plus(span).toISODate() ?? '';
const draft = async (input: object = liaDraft()) => (await story.dpo.post<Lia>('/v1/lias', input)).body;
const show = async (id: string) => (await story.auditor.get<Lia>(`/v1/lias/${id}`)).body;
const approve = (id: string, nextReviewOn = dateAhead({ months: 6 })) =>
  story.secondDpo.post<Lia & Problem>(path(id, 'approve'), { nextReviewOn });

async function submitted(input?: object): Promise<string> {
  const { id } = await draft(input);
  await story.dpo.post(path(id, 'submit'));
  return id;
}

async function inForce(input?: object): Promise<string> {
  const id = await submitted(input);
  expect((await approve(id)).status).toBe(200);
  return id;
}

async function nextVersion(id: string, input: object): Promise<Lia> {
  return (await story.dpo.put<Lia>(path(id, 'draft'), input)).body;
}

describe('the life of an assessment', () => {
  it('comes into force when another person approves what was submitted [A22]', async () => {
    const created = await story.dpo.post<Lia>('/v1/lias', liaDraft());
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ version: 1, state: 'draft', submittedBy: null, approvedBy: null });
    const { id } = created.body;
    const handedIn = await story.dpo.post<Lia>(path(id, 'submit'));
    expect(handedIn).toMatchObject({ status: 200, body: { state: 'submitted' } });
    const nextReviewOn = dateAhead({ months: 6 });
    const approved = await story.secondDpo.post<Lia>(path(id, 'approve'), { nextReviewOn, comment: 'It holds.' });
    expect(approved).toMatchObject({ status: 200, body: { state: 'in_force', version: 1, nextReviewOn } });
    expect(approved.body.approvedBy).not.toBe(approved.body.submittedBy);
    expect(approved.body).not.toHaveProperty('pendingVersion');
    const listed = await story.sales.get<{ items: Lia[] }>('/v1/lias');
    expect(listed.body.items).toEqual([approved.body]);
  });

  it('keeps every version with a hash that can be recalculated [A19]', async () => {
    const id = await inForce();
    await nextVersion(id, narrower());
    const { body } = await story.auditor.get<{ items: (Lia & { approvalComment: string | null })[] }>(
      path(id, 'versions'),
    );
    expect(body.items.map((item) => [item.version, item.state])).toEqual([
      [1, 'in_force'],
      [2, 'draft'],
    ]);
    for (const item of body.items) {
      expect(item.hash).toBe(`sha256:${sha256Hex(canonicalJson(item.draft))}`);
    }
  });

  it('writes one leaf with the hash for each step [P6]', async () => {
    const id = await inForce();
    const { hash } = await show(id);
    const leaves = (await story.leaves()).filter(({ type }) => type.startsWith('lia.'));
    expect(leaves.map(({ type }) => type)).toEqual(['lia.drafted', 'lia.submitted', 'lia.approved']);
    expect(leaves.map(({ refs }) => [refs['liaId'], refs['version'], refs['hash']])).toEqual(
      leaves.map(() => [id, 1, hash]),
    );
  });

  it('lets exactly one of many concurrent submissions through', async () => {
    const { id } = await draft();
    const replies = await Promise.all(Array.from({ length: 8 }, () => story.dpo.post<Problem>(path(id, 'submit'))));
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409, 409, 409, 409, 409, 409, 409]);
  });

  it('answers 404 when there is no such assessment', async () => {
    expect(await story.dpo.get('/v1/lias/none')).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
  });
});

describe('an approval', () => {
  it('is refused when the account submitted the version itself [case 32]', async () => {
    const id = await submitted();
    const reply = await story.dpo.post<Problem>(path(id, 'approve'), { nextReviewOn: dateAhead({ months: 6 }) });
    expect(reply).toMatchObject({ status: 403, body: { code: 'APPROVAL_FORBIDDEN' } });
    expect((await show(id)).state).toBe('submitted');
  });

  it('is refused when the account wrote what another one submitted [B32]', async () => {
    const { id } = await draft();
    await story.secondDpo.post(path(id, 'submit'));
    const reply = await story.dpo.post<Problem>(path(id, 'approve'), { nextReviewOn: dateAhead({ months: 6 }) });
    expect(reply).toMatchObject({ status: 403, body: { code: 'APPROVAL_FORBIDDEN' } });
  });

  it('is refused when a machine asks, or an account without the role [A22]', async () => {
    const id = await submitted();
    const body = { nextReviewOn: dateAhead({ months: 6 }) };
    const machine = await story.account('machine', ['dpo']);
    expect(await machine.post(path(id, 'approve'), body)).toMatchObject({
      status: 403,
      body: { code: 'APPROVAL_FORBIDDEN' },
    });
    for (const client of [story.sales, story.admin, story.auditor]) {
      expect((await client.post(path(id, 'approve'), body)).status).toBe(403);
    }
    expect((await show(id)).state).toBe('submitted');
  });

  it('takes a review 12 months ahead and refuses one a day later [A23]', async () => {
    const id = await submitted();
    expect(await approve(id, dateAhead({ months: 12, days: 1 }))).toMatchObject({
      status: 422,
      body: { code: 'REVIEW_TOO_LATE', errors: [{ field: 'nextReviewOn' }] },
    });
    expect((await approve(id, dateAhead({ days: -1 }))).status).toBe(422);
    expect((await approve(id, '2027-02-30')).status).toBe(422);
    expect((await approve(id, 'soon')).status).toBe(422);
    expect((await approve(id, dateAhead({ months: 12 }))).status).toBe(200);
  });

  it('is refused when nothing was submitted', async () => {
    const { id } = await draft();
    expect(await approve(id)).toMatchObject({ status: 409, body: { code: 'WRONG_STATE' } });
    const approvedId = await inForce();
    expect((await approve(approvedId)).status).toBe(409);
  });
});

describe('a version', () => {
  it('can be replaced while it is a draft and never after it was submitted [A19]', async () => {
    const { id, hash } = await draft();
    const replaced = await nextVersion(id, narrower());
    expect(replaced).toMatchObject({ version: 1, state: 'draft' });
    expect(replaced.hash).not.toBe(hash);
    await story.dpo.post(path(id, 'submit'));
    const refused = await story.dpo.put<Problem>(path(id, 'draft'), wider());
    expect(refused).toMatchObject({ status: 409, body: { code: 'WRONG_STATE' } });
    expect((await show(id)).hash).toBe(replaced.hash);
    expect((await story.dpo.post(path(id, 'submit'))).status).toBe(409);
  });

  it('stays in force while the next one is written, and is superseded when that is approved [A19]', async () => {
    const id = await inForce();
    const { hash } = await show(id);
    expect(await nextVersion(id, narrower())).toMatchObject({
      version: 1,
      state: 'in_force',
      hash,
      pendingVersion: { version: 2, state: 'draft' },
    });
    await story.dpo.post(path(id, 'submit'));
    expect((await approve(id)).body).toMatchObject({
      version: 2,
      state: 'in_force',
      draft: { bounds: { maxEmails: 1 } },
    });
    const { body } = await story.dpo.get<{ items: Lia[] }>(path(id, 'versions'));
    expect(body.items.map((item) => item.state)).toEqual(['superseded', 'in_force']);
    expect(body.items[0]?.hash).toBe(hash);
  });

  it('makes the assessment due for review when it goes beyond the one in force [case 33]', async () => {
    const id = await inForce();
    expect((await nextVersion(id, wider())).state).toBe('review_due');
    expect((await nextVersion(id, narrower())).state).toBe('in_force');
    expect((await nextVersion(id, liaDraft({ sourceKinds: ['company_website', 'press'] }))).state).toBe('review_due');
    await story.dpo.post(path(id, 'submit'));
    expect((await show(id)).state).toBe('review_due');
    expect((await approve(id)).body.state).toBe('in_force');
  });

  it('is overdue from the day after its review date [A23]', async () => {
    await story.close();
    story = await openStory(lastSecondOfMonday);
    const id = await submitted();
    expect((await approve(id, dateAhead({ days: 0 }))).body.state).toBe('in_force');
    await story.clock.advance(1_000);
    expect((await show(id)).state).toBe('overdue');
  });
});

describe('a withdrawal', () => {
  it('answers only when every lease taken before it is over [R14]', async () => {
    const id = await inForce();
    let isAnswered = false;
    const reply = story.dpo.post<Lia>(path(id, 'withdraw')).finally(() => {
      isAnswered = true;
    });
    await story.until(() => story.isGateClosed(`lia:${id}`));
    await story.until(async () => (await show(id)).state === 'withdrawn');
    await story.clock.advance(story.leaseMs);
    expect(isAnswered).toBe(false);
    expect(await story.inTime(reply)).toMatchObject({ status: 200, body: { state: 'withdrawn' } });
  });

  it('is undone only by a later version that is approved [A22]', async () => {
    const id = await inForce();
    await story.inTime(story.dpo.post(path(id, 'withdraw')));
    expect(await story.inTime(story.dpo.post(path(id, 'withdraw')))).toMatchObject({ status: 409 });
    expect(await nextVersion(id, liaDraft())).toMatchObject({ version: 2, state: 'draft' });
    await story.dpo.post(path(id, 'submit'));
    expect(await story.isGateClosed(`lia:${id}`)).toBe(true);
    expect((await approve(id)).body).toMatchObject({ version: 2, state: 'in_force' });
    expect(await story.isGateClosed(`lia:${id}`)).toBe(false);
  });

  it('takes a pending version with it', async () => {
    const id = await inForce();
    await nextVersion(id, wider());
    await story.inTime(story.dpo.post(path(id, 'withdraw')));
    expect((await show(id)).state).toBe('withdrawn');
    expect((await story.dpo.post(path(id, 'submit'))).status).toBe(409);
  });
});

describe('a draft that is wrong', () => {
  const wrongFields = async (input: object) => {
    const reply = await story.dpo.post<Problem>('/v1/lias', input);
    expect(reply.status).toBe(422);
    return reply.body.errors?.map((error) => error.field) ?? [];
  };

  it('is refused with the path of each wrong field [A01]', async () => {
    const fields = await wrongFields({ ...liaDraft({ maxEmails: 11, countries: ['UK'] }), title: '' });
    expect([...new Set(fields)].sort()).toEqual(['bounds.countries', 'bounds.maxEmails', 'title']);
  });

  it('is refused when it has an unknown field, at any depth', async () => {
    expect(await wrongFields({ ...liaDraft(), scoring: true })).toContain('scoring');
    expect(await wrongFields(liaDraft({ quietHours: {} }))).toContain('bounds.quietHours');
  });

  it('is refused when its purpose cannot be sent in any language [A04]', async () => {
    const purposeStatement = { tlh: 'We write to people in charge of training.' };
    expect(await wrongFields({ ...liaDraft(), purposeStatement })).toEqual(['purposeStatement']);
  });

  it('is refused when it has no postal address, so none can be missing for the United States [case 30]', async () => {
    const { controller } = liaDraft();
    expect(await wrongFields({ ...liaDraft(), controller: { ...controller, postalAddress: '' } })).toContain(
      'controller.postalAddress',
    );
  });

  it('may be written by nobody but a data-protection officer', async () => {
    for (const client of [story.sales, story.admin, story.auditor]) {
      expect((await client.post('/v1/lias', liaDraft())).status).toBe(403);
    }
  });
});
