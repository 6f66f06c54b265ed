// Answers for the proof that every answer of a mail relay has its consequence, and that one touch stays one touch.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hourMs, plusMs, secondMs } from '../../src/shared/instant.js';
import { anEvent } from '../support/event.builder.js';
import { OutreachStory } from '../support/outreach-story.js';
import type { SinkBehaviour, SinkPhase } from '../support/smtp-sink.js';

let story: OutreachStory;

beforeEach(async () => {
  story = await OutreachStory.open();
});

afterEach(async () => {
  await story.close();
});

function answer(phase: SinkPhase, behaviour: SinkBehaviour): void {
  story.sink.script = (at) => (at === phase ? behaviour : 'accept');
}

describe('A relay', () => {
  it('is asked again after a pause that doubles when it defers, and the touch counts once [M8] [P2]', async () => {
    const { touch, contact } = await story.story();
    answer('rcpt_to', { reply: '450 4.7.1 <jane.doe@acme.example> greylisted' });
    await story.start();
    for (const [tries, seconds] of [
      [1, 30],
      [2, 60],
      [3, 120],
    ] as const) {
      await story.until(async () => (await story.storage.touches.find(touch.id))?.tryCount === tries);
      const waiting = await story.untilState(touch, 'scheduled');
      expect(waiting).toMatchObject({ smtp: { code: 450, text: '4.7.1 <<address>> greylisted' } });
      expect(waiting.dueAt).toBe(plusMs(story.clock.now(), seconds * secondMs));
      expect((await story.row(contact)).used.email).toBe(0);
      if (tries === 3) story.sink.script = () => 'accept';
      await story.clock.leap(plusMs(story.clock.now(), seconds * secondMs));
    }
    await story.untilState(touch, 'sent');
    expect((await story.row(contact)).used.email).toBe(1);
    expect(new Set(story.sink.transactions.map(({ to }) => to[0])).size).toBe(1);
  });

  it('is not asked again when all tries are used up [R23]', async () => {
    const { touch, contact } = await story.story();
    answer('end', { reply: '451 4.3.0 Later' });
    await story.start();
    for (let tries = 1; tries < 12; tries += 1) {
      await story.until(async () => (await story.storage.touches.find(touch.id))?.tryCount === tries);
      await story.clock.leap(plusMs(story.clock.now(), hourMs));
    }
    await story.untilState(touch, 'not_transmitted');
    expect(story.sink.transactions).toHaveLength(12);
    expect((await story.row(contact)).used.email).toBe(0);
  });

  it.each([
    ['mail_from', { reply: '554 5.7.1 Not you' }, null],
    ['rcpt_to', { reply: '550 5.1.1 No such user' }, 'invalid'],
    ['rcpt_to', { reply: '550 5.7.1 Blocked' }, null],
    ['rcpt_to', { reply: '550 No status' }, null],
    ['end', { reply: '550 5.1.10 Null MX' }, 'invalid'],
    ['end', { reply: '554 5.7.1 Spam' }, null],
  ] as const)('ends the touch and gives the slot back when it refuses at %s with %j [R5] [case 35]', async (...row) => {
    const [phase, refusal, cause] = row;
    const { touch, contact, campaign } = await story.story([{}, { delayDays: 1 }]);
    answer(phase, refusal);
    await story.start();
    const ended = await story.untilState(touch, 'not_transmitted');
    expect(ended.dueAt).toBeNull();
    await story.until(async () => (await story.row(contact)).suppression?.cause === (cause ?? undefined));
    expect((await story.row(contact)).used.email).toBe(0);
    expect(await story.storage.touches.findByStep(campaign.id, contact.id, 1)).toBeNull();
  });

  it.each(['content', 'end'] as const)(
    'leaves the touch unknown and never sent again when it hangs up at %s [R5] [P2]',
    async (phase) => {
      const { touch, contact, campaign } = await story.story([{}, { delayDays: 0 }]);
      answer(phase, 'drop');
      await story.start();
      await story.untilState(touch, 'unknown');
      story.sink.script = () => 'accept';
      expect((await story.row(contact)).used.email).toBe(1);
      await story.until(
        async () => (await story.storage.touches.findByStep(campaign.id, contact.id, 1))?.state === 'held',
      );
      const next = await story.touch(campaign.id, contact, 1);
      expect(next.verdicts.at(-1)?.reasons.map(({ code }) => code)).toEqual(['EARLIER_STEP_UNKNOWN']);
      await story.clock.leap('2026-11-23T20:00:00Z');
      await story.clock.advance(3_000);
      expect(story.sink.transactions).toHaveLength(1);
      // Somebody has looked, and lets the next step go.
      await story.storage.touches.releaseHeld(campaign.id, story.clock.now());
      await story.clock.advance(1_000);
      await story.untilState(await story.touch(campaign.id, contact, 1), 'sent');
      expect((await story.storage.touches.find(touch.id))?.state).toBe('unknown');
    },
  );

  it('gets the touch again soon when it hung up before the content [R5]', async () => {
    const { touch } = await story.story();
    answer('rcpt_to', 'drop');
    await story.start();
    await story.until(async () => (await story.storage.touches.find(touch.id))?.tryCount === 1);
    story.sink.script = () => 'accept';
    await story.clock.advance(2_000);
    expect(await story.untilState(touch, 'sent')).toMatchObject({ tryCount: 1 });
    expect(story.sink.accepted).toHaveLength(1);
  });

  it('says nothing that is kept of a person who was erased while it took its time [P7]', async () => {
    const { touch, contact } = await story.story();
    let finish = () => {};
    const gate = new Promise<void>((resolve) => (finish = resolve));
    story.sink.script = async (phase) => {
      if (phase !== 'end') return 'accept' as const;
      await gate;
      return { reply: '550 5.7.1 Jane Doe wants no mail' };
    };
    await story.start();
    await story.sink.until(({ transactions }) => (transactions[0]?.content ?? '') !== '');
    await story.storage.contacts.erase(contact.id, story.clock.now(), anEvent('contact.erased'));
    finish();
    const ended = await story.untilState(touch, 'not_transmitted');
    expect(ended.smtp?.code).toBe(550);
    const log = await story.storage.auditLog.read(0, 100);
    const payloads = await Promise.all(log.map(({ number }) => story.storage.auditLog.payload(number)));
    expect(JSON.stringify([ended, payloads])).not.toContain('Jane');
  });

  it('costs no slot and no leaf while it is away [P9]', async () => {
    const { touch, contact } = await story.story();
    answer('connect', { reply: '554 5.3.2 Closed', thenDrop: true });
    await story.start();
    await story.sink.until(({ connectionCount }) => connectionCount === 1);
    await story.clock.advance(20_000);
    expect(story.sink.connectionCount).toBeLessThan(8);
    expect((await story.row(contact)).touches).toEqual([]);
    expect(await story.leaves()).toEqual([]);
    story.sink.script = () => 'accept';
    await story.clock.advance(60_000);
    await story.untilState(touch, 'sent');
  });
});
