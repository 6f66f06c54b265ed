// Answers for the proof that a touch is sent once, with its mandatory parts and its leaves, and when it may be.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import PostalMime from 'postal-mime';
import { parseInstant, secondMs } from '../../src/shared/instant.js';
import { OutreachStory } from '../support/outreach-story.js';

let story: OutreachStory;

beforeEach(async () => {
  story = await OutreachStory.open();
});

afterEach(async () => {
  await story.close();
});

describe('Sending a touch', () => {
  it('sends the message once and keeps what happened when everything allows it [P6]', async () => {
    const { touch, contact } = await story.story();
    await story.start();
    const sent = await story.untilState(touch, 'sent');
    expect(sent).toMatchObject({ smtp: { code: 250 }, dueAt: null, tryCount: 0, startedAt: story.clock.now() });
    expect(sent.verdicts.map(({ outcome }) => outcome)).toEqual(['allow']);
    const envelopes = story.sink.accepted.map(({ from, to }) => [from, to]);
    expect(envelopes).toEqual([['sam@courses.example', ['jane.doe@acme.example']]]);
    expect((await story.row(contact)).touches).toMatchObject([{ touchId: touch.id, state: 'sent', channel: 'email' }]);
    expect(await story.leaves()).toEqual(['touch.claimed', 'touch.settled']);
  });

  it('has the mandatory parts and headers when it arrives [P3] [case 7]', async () => {
    const { touch, lia } = await story.story();
    const draft = lia.versions[0]?.draft;
    await story.start();
    await story.untilState(touch, 'sent');
    const mail = await PostalMime.parse(story.sink.accepted[0]?.content ?? '');
    const header = (key: string) => mail.headers.filter((one) => one.key === key).map(({ value }) => value);
    expect(mail.messageId).toBe(touch.messageId);
    expect(header('list-unsubscribe-post')).toEqual(['List-Unsubscribe=One-Click']);
    expect(header('list-unsubscribe')).toEqual([
      expect.stringMatching(/^<https:\/\/contact\.sender\.example\/u\/[\w-]+>/),
    ]);
    for (const part of [mail.text, mail.html]) {
      expect(part).toContain(draft?.controller.postalAddress);
      expect(part).toContain(draft?.purposeStatement['en']);
      expect(part).toContain('https://acme.example/team');
    }
  });

  it('finishes the campaign when the last touch is final', async () => {
    const { campaign, contact } = await story.story([{}, { delayDays: 0 }]);
    await story.start();
    await story.until(async () => (await story.storage.campaigns.find(campaign.id))?.state === 'finished');
    expect((await story.touch(campaign.id, contact, 1)).state).toBe('sent');
    expect(story.sink.accepted).toHaveLength(2);
  });

  it('keeps the verdict and the hash of the message in the claim, and nothing personal in the leaf [P6]', async () => {
    const { touch, contact } = await story.story();
    await story.start();
    await story.untilState(touch, 'sent');
    const entries = await story.storage.auditLog.read(0, 100);
    const claimed = entries.find(({ type }) => type === 'touch.claimed');
    expect(await story.storage.auditLog.payload(claimed?.number ?? -1)).toMatchObject({
      contactId: contact.id,
      touchId: touch.id,
      verdict: { outcome: 'allow', reasons: [] },
      messageSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    for (const secret of [contact.id, touch.id, contact.rowId, 'jane', 'acme']) {
      expect(claimed?.leafJson).not.toContain(secret);
    }
  });

  it.each(['{{#if familyName}}{{> notice}}{{/if}}', '{{!-- {{> notice}} --}}'])(
    'holds a later step with %s when the person was never told who writes and why [P3]',
    async (notice) => {
      const text = `Still there?\n${notice}\n{{> optOut}}`;
      const { touch } = await story.story([{}, { text, html: null }]);
      await story.storage.touches.change(touch.id, { state: 'unknown' });
      const later = await story.planNext(touch);
      await story.storage.touches.change(later.id, { dueAt: story.clock.now() });
      await story.start();
      await story.until(async () => (await story.storage.touches.find(later.id))?.state !== 'scheduled');
      expect(story.sink.transactions).toHaveLength(0);
      const found = await story.storage.touches.find(later.id);
      expect(found?.verdicts.at(-1)?.reasons.map(({ code }) => code)).toEqual(['NOTICE_MISSING']);
    },
  );

  it('sends each step after its delay, and blocks the one beyond the cap [P2]', async () => {
    const { touch, campaign, contact } = await story.story([{}, { delayDays: 3 }, { delayDays: 0 }], { maxEmails: 2 });
    await story.start();
    await story.untilState(touch, 'sent');
    await story.until(async () => (await story.storage.touches.findByStep(campaign.id, contact.id, 1)) !== null);
    await story.clock.leap('2026-11-26T09:59:59Z');
    expect(story.sink.transactions).toHaveLength(1);
    await story.clock.leap('2026-11-26T10:00:01Z');
    await story.untilState(await story.touch(campaign.id, contact, 1), 'sent');
    await story.until(async () => (await story.storage.touches.findByStep(campaign.id, contact.id, 2)) !== null);
    const third = await story.untilState(await story.touch(campaign.id, contact, 2), 'blocked');
    expect(third.verdicts.at(-1)?.reasons.map(({ code }) => code)).toEqual(['EMAIL_LIMIT']);
    expect(story.sink.transactions).toHaveLength(2);
  });

  it('holds until Monday morning when it is Friday evening where the person is [case 29]', async () => {
    await story.clock.leap('2026-11-27T20:30:00Z');
    const sendWindow = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:30' };
    const { touch } = await story.story([{}], { sendWindow });
    await story.start();
    const held = await story.untilState(touch, 'held');
    expect(held.dueAt).toBe(parseInstant('2026-11-30T09:00:00Z'));
    expect(await story.leaves()).toEqual(['touch.held']);
    await story.clock.leap('2026-11-30T08:59:00Z');
    expect(story.sink.transactions).toHaveLength(0);
    await story.clock.leap('2026-11-30T09:00:01Z');
    expect((await story.untilState(touch, 'sent')).verdicts.map(({ outcome }) => outcome)).toEqual(['hold', 'allow']);
  });

  it('waits for a person when the schedule went stale in a long downtime [A17]', async () => {
    const { touch, campaign } = await story.story();
    await story.clock.leap('2026-11-24T10:00:01Z');
    await story.start();
    const held = await story.untilState(touch, 'held');
    expect(held.dueAt).toBeNull();
    expect(held.verdicts.at(-1)?.reasons.map(({ code }) => code)).toEqual(['STALE_SCHEDULE']);
    await story.clock.leap('2026-11-27T10:00:00Z');
    expect(story.sink.transactions).toHaveLength(0);
    await story.storage.touches.releaseHeld(campaign.id, story.clock.now());
    await story.clock.advance(1_000);
    await story.untilState(touch, 'sent');
  });

  it('keeps the pace of the sender when many touches are due at once', async () => {
    const lia = await story.lia();
    const campaign = await story.campaign(lia);
    const touches = [];
    for (let person = 0; person < 5; person += 1) {
      const contact = await story.contact(lia, { email: `person@company-${person}.example` });
      touches.push(await story.plan(campaign, contact));
    }
    await story.start({ config: { ratePerSender: 60 } });
    await story.sink.until(({ accepted }) => accepted.length === 1);
    await story.until(async () => (await story.storage.touches.due(story.clock.now(), 10)).length === 0);
    for (let second = 0; second < 6; second += 1) await story.clock.advance(1_000);
    const starts: number[] = [];
    for (const touch of touches) starts.push((await story.untilState(touch, 'sent')).startedAt ?? 0);
    starts.sort((left, right) => left - right);
    for (const [index, start] of starts.entries()) {
      if (index > 0) expect(start - (starts[index - 1] ?? 0)).toBeGreaterThanOrEqual(secondMs);
    }
  });
});
