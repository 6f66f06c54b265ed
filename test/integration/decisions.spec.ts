// Answers for the proof that a dry run tells the truth about one person and changes nothing.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditLog } from '../../src/ports/audit-log.port.js';
import { campaignDraft } from '../support/campaign-inputs.js';
import { lastSecondOfMonday, openStory, type Story } from '../support/open-story.js';

interface Verdict {
  readonly outcome: string;
  readonly reasons: readonly { readonly code: string; readonly until: string | null }[];
  readonly liaId: string | null;
  readonly liaVersion: number | null;
  readonly policyVersion: string;
  readonly decidedAt: string;
}

let story: Story;
let liaId: string;
let contactId: string;
beforeEach(async () => {
  story = await openStory();
  liaId = await story.approvedLia();
  contactId = await story.contact(liaId, 1);
});
afterEach(async () => {
  await story.close();
});

const ask = (body: object) => story.sales.post<Verdict>('/v1/decisions', { channel: 'email', liaId, ...body });
const codes = ({ reasons }: Verdict) => reasons.map((reason) => reason.code);

describe('POST /v1/decisions', () => {
  it('allows a contact who may be written to, by id and by address [case 21]', async () => {
    const byId = await ask({ contactId });
    expect(byId).toMatchObject({ status: 200, body: { outcome: 'allow', reasons: [], liaId, liaVersion: 1 } });
    expect(byId.body.policyVersion).toMatch(/^sha256:/);
    expect(byId.body.decidedAt).toBe(story.clock.iso());
    const byAddress = await ask({ address: ' Person.1+news@COMPANY-1.example ' });
    expect(byAddress.body).toEqual(byId.body);
  });

  it('holds an address that nobody knows [P9]', async () => {
    for (const address of ['nobody@nowhere.example', '+442079460000']) {
      const { body } = await ask({ address });
      expect(body.outcome).not.toBe('allow');
      expect(codes(body)).toContain('CONTACT_UNKNOWN');
    }
  });

  it('blocks everything when the review was due yesterday [case 32]', async () => {
    await story.close();
    story = await openStory(lastSecondOfMonday);
    const dueToday = await story.approvedLia({}, '2026-11-23');
    const known = await story.contact(dueToday, 1);
    expect(codes((await ask({ contactId: known, liaId: dueToday })).body)).not.toContain('LIA_OVERDUE');
    await story.clock.advance(1_000);
    const { body } = await ask({ contactId: known, liaId: dueToday });
    expect(body.outcome).toBe('block');
    expect(codes(body)).toContain('LIA_OVERDUE');
  });

  it('holds everything when an open version goes beyond the one in force [case 33]', async () => {
    await story.widen(liaId);
    const { body } = await ask({ contactId });
    expect([body.outcome, codes(body)]).toEqual(['hold', ['LIA_REVIEW_DUE']]);
  });

  it('decides as of another time when one is given [A24]', async () => {
    const at = '2099-01-01T12:00:00Z';
    const { body } = await ask({ contactId, at });
    expect(body.decidedAt).toBe('2099-01-01T12:00:00.000Z');
    expect(codes(body)).toContain('LIA_OVERDUE');
  });

  it('looks at the campaign when one is named', async () => {
    const campaign = await story.sales.post<{ id: string }>('/v1/campaigns', campaignDraft(liaId));
    const { body } = await story.sales.post<Verdict>('/v1/decisions', {
      channel: 'email',
      contactId,
      campaignId: campaign.body.id,
    });
    expect(codes(body)).toEqual(['CAMPAIGN_NOT_RUNNING']);
  });

  it('changes nothing but the log, which gets one leaf without an address [P6]', async () => {
    const log = story.get(AuditLog);
    const size = await log.size();
    const { body } = await ask({ address: 'person.1@company-1.example' });
    expect(await log.size()).toBe(size + 1);
    const leaf = (await story.leaves()).at(-1);
    expect(leaf).toMatchObject({ type: 'decision.made', refs: { channel: 'email', outcome: body.outcome, liaId } });
    expect(JSON.stringify(leaf)).not.toMatch(/person\.1|company-1/);
  });

  it('is refused when it is not clear who or under what is meant', async () => {
    const { body } = await story.sales.post<{ code: string }>('/v1/decisions', { channel: 'email', contactId });
    expect(body.code).toBe('INVALID_INPUT');
    expect((await ask({})).status).toBe(422);
    expect((await ask({ contactId, address: 'a@b.example' })).status).toBe(422);
    expect((await ask({ address: 'neither' })).status).toBe(422);
    expect((await ask({ contactId, channel: 'post' })).status).toBe(422);
    expect((await ask({ contactId, at: 'yesterday' })).status).toBe(422);
    expect((await ask({ contactId: 'none' })).status).toBe(404);
    expect((await ask({ contactId, liaId: 'none' })).status).toBe(404);
  });

  it('is open to those who contact and those who watch over it only', async () => {
    const statuses = await Promise.all(
      [story.dpo, story.auditor, story.admin].map(async (client) => {
        const reply = await client.post('/v1/decisions', { channel: 'email', contactId, liaId });
        return reply.status;
      }),
    );
    expect(statuses).toEqual([200, 403, 403]);
  });
});
