// Answers for the proof that a fault of ours sends nothing that should not go, and stops no more than it must.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DeadLetters } from '../../src/outreach/dead-letters.service.js';
import { SendTouchJob } from '../../src/outreach/send-touch.job.js';
import type { TouchLedger } from '../../src/ports/touch-ledger.port.js';
import { InvariantError } from '../../src/shared/errors.js';
import { minuteMs } from '../../src/shared/instant.js';
import { OutreachStory } from '../support/outreach-story.js';
import { overriding } from '../support/overriding.js';

let story: OutreachStory;

beforeEach(async () => {
  story = await OutreachStory.open();
});

afterEach(async () => {
  await story.close();
});

describe('A fault of ours', () => {
  it('stops all sending when the ledger or the log is broken', async () => {
    const { touch, lia, campaign } = await story.story();
    const ledger = (real: TouchLedger) =>
      overriding(real, { claimTouch: () => Promise.reject(new InvariantError('AUDIT_LOG_BROKEN', 'no head')) });
    const worker = await story.start({ ledger });
    await story.until(() => worker.get(SendTouchJob).hasAlarm);
    await story.plan(campaign, await story.contact(lia, { email: 'other@acme.example' }));
    await story.clock.advance(10_000);
    expect(story.sink.transactions).toHaveLength(0);
    expect(await story.leaves()).toEqual([]);
    expect((await story.storage.touches.find(touch.id))?.state).not.toBe('sent');
  });

  it('lays one touch aside and sends the others when nobody foresaw the fault [P9] [P6]', async () => {
    const { touch, lia, campaign } = await story.story();
    const other = await story.plan(campaign, await story.contact(lia, { email: 'other@acme.example' }));
    const ledger = (real: TouchLedger) =>
      overriding(real, {
        readPerson: (rowId) => (rowId === touch.rowId ? Promise.reject(new TypeError('odd')) : real.readPerson(rowId)),
      });
    await story.start({ ledger });
    await story.untilState(other, 'sent');
    const aside = await story.untilState(touch, 'held');
    await story.clock.advance(5 * minuteMs);
    expect(await story.storage.touches.find(touch.id)).toEqual(aside);
    expect(aside.dueAt).toBeNull();
    expect(aside.verdicts.at(-1)?.reasons).toMatchObject([
      { code: 'SENDING_FAILED', message: expect.stringContaining('error: TypeError') },
    ]);
    expect(await story.leaves()).toContain('touch.held');
    expect(story.sink.transactions).toHaveLength(1);
  });

  it('sends a touch that was laid aside when it is put back and the fault is mended', async () => {
    const { touch } = await story.story();
    const worker = await story.start({ config: { smtpUrl: null } });
    await worker.get(SendTouchJob).bury(touch.id);
    expect((await story.storage.touches.find(touch.id))?.verdicts.at(-1)?.reasons[0]?.code).toBe('SENDING_FAILED');
    await story.start();
    await story.clock.advance(5_000);
    expect(story.sink.transactions).toHaveLength(0);
    await worker.get(DeadLetters).requeue(touch.id, 'account:1');
    await story.clock.advance(1_500);
    await story.untilState(touch, 'sent');
    expect(await story.leaves()).toEqual(['touch.held', 'touch.requeued', 'touch.claimed', 'touch.settled']);
  });

  it('leaves a touch to its entry in the ledger when it is to be buried in the middle of a try [R8]', async () => {
    const { touch } = await story.story();
    await story.storage.touches.change(touch.id, { state: 'claimed', claimedAt: story.clock.now() });
    const worker = await story.worker();
    await worker.get(SendTouchJob).bury(touch.id);
    expect((await story.storage.touches.find(touch.id))?.state).toBe('claimed');
  });

  it('gives the connection back when the claim could not even be asked for [P9]', async () => {
    const { touch, lia, campaign } = await story.story();
    const ledger = (real: TouchLedger) =>
      overriding(real, {
        claimTouch: (claim, event) => {
          if (claim.touchId === touch.id) throw new TypeError('odd');
          return real.claimTouch(claim, event);
        },
      });
    const worker = await story.worker({ ledger, config: { smtpConnections: 1 } });
    await worker.get(SendTouchJob).run(touch.id);
    const other = await story.plan(campaign, await story.contact(lia, { email: 'other@acme.example' }));
    await worker.get(SendTouchJob).run(other.id);
    expect((await story.storage.touches.find(other.id))?.state).toBe('sent');
    expect(story.sink.transactions).toHaveLength(1);
  });
});
