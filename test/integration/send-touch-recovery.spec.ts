// Answers for the proof that a crash, a lost store or a fault of ours loses nothing and sends nothing twice.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SendTouchService } from '../../src/outreach/send-touch.service.js';
import type { Touch, TouchSchedule } from '../../src/ports/touch-schedule.port.js';
import type { TouchLedger } from '../../src/ports/touch-ledger.port.js';
import { DependencyError } from '../../src/shared/errors.js';
import { newAttemptToken, type AttemptToken } from '../../src/shared/ids.js';
import { anEvent } from '../support/event.builder.js';
import { aSuppression } from '../support/ledger.builder.js';
import { OutreachStory } from '../support/outreach-story.js';
import { overriding } from '../support/overriding.js';

let story: OutreachStory;

beforeEach(async () => {
  story = await OutreachStory.open();
});

afterEach(async () => {
  await story.close();
});

/** What a process leaves that died after its claim. */
async function claimAndDie({ id, rowId }: Touch): Promise<AttemptToken> {
  const { ledger, touches } = story.storage;
  const at = story.clock.now();
  const attempt = newAttemptToken();
  const bounds = { channel: 'email', maxTouches: 3, minGapMs: 0, gates: [], at } as const;
  await ledger.claimTouch({ rowId, touchId: id, attempt, ...bounds }, anEvent());
  await touches.change(id, { state: 'claimed', claimedAt: at });
  return attempt;
}

/** The store takes every change but those of this touch. */
function notOf({ id }: Touch, real: TouchSchedule): TouchSchedule['change'] {
  return (touchId, ...more) => (touchId === id ? storageAway() : real.change(touchId, ...more));
}

function entryStates(touch: Touch) {
  return story.storage.ledger.readPerson(touch.rowId).then((row) => row?.touches.map(({ state }) => state));
}

function storageAway(): Promise<never> {
  return Promise.reject(new DependencyError('STORAGE_UNAVAILABLE', 'away'));
}

describe('After a crash', () => {
  it('makes a claim unknown after a full lease of its own, and never sends it [R8] [P2]', async () => {
    const { touch, campaign, contact } = await story.story([{}, {}]);
    await claimAndDie(touch);
    await story.start();
    await story.clock.advance(2_200);
    expect(await entryStates(touch)).toEqual(['in_flight']);
    await story.clock.advance(1_000);
    expect(await entryStates(touch)).toEqual(['unknown']);
    await story.untilState(touch, 'unknown');
    await story.until(
      async () => (await story.storage.touches.findByStep(campaign.id, contact.id, 1))?.state === 'held',
    );
    await story.clock.advance(60_000);
    expect(story.sink.transactions).toHaveLength(0);
  });

  it('counts the lease anew for each token [R8]', async () => {
    const { touch } = await story.story();
    const first = await claimAndDie(touch);
    await story.start();
    await story.clock.advance(1_500);
    const { ledger } = story.storage;
    const { rowId } = touch;
    await ledger.settleTouch({ rowId, touchId: touch.id, attempt: first, outcome: 'not_transmitted' }, anEvent());
    await claimAndDie(touch);
    await story.clock.advance(2_000);
    expect(await entryStates(touch)).toEqual(['in_flight']);
    await story.clock.advance(1_500);
    expect(await entryStates(touch)).toEqual(['unknown']);
  });

  it('does not trust a wall clock that jumps ahead for the lease [R8] [R9]', async () => {
    const { touch } = await story.story();
    await claimAndDie(touch);
    await story.start();
    await story.clock.advance(500);
    await story.clock.leap('2026-11-23T18:00:00Z');
    await story.clock.advance(1_000);
    expect(await entryStates(touch)).toEqual(['in_flight']);
  });

  it('goes on with the next step when the message was sent and only the plan was not told', async () => {
    const { touch, campaign, contact } = await story.story([{}, { delayDays: 0 }]);
    const attempt = await claimAndDie(touch);
    const { rowId, id } = touch;
    await story.storage.ledger.settleTouch({ rowId, touchId: id, attempt, outcome: 'sent' }, anEvent());
    await story.start();
    await story.clock.advance(12_000);
    await story.untilState(touch, 'sent');
    await story.until(async () => (await story.storage.touches.findByStep(campaign.id, contact.id, 1)) !== null);
    await story.clock.advance(1_000);
    await story.untilState(await story.touch(campaign.id, contact, 1), 'sent');
    expect(story.sink.transactions).toHaveLength(1);
  });

  it('goes on with the next step when the process died between a settlement and the plan of that step', async () => {
    const { touch, campaign, contact } = await story.story([{}, {}]);
    const next = await story.planNext(touch);
    const worker = await story.start({ touches: (real) => overriding(real, { change: notOf(next, real) }) });
    await story.sink.until(({ accepted }) => accepted.length === 1);
    const closing = worker.close();
    await story.clock.advance(10_000);
    await closing;
    await story.start();
    await story.clock.advance(20_000);
    await story.untilState(await story.touch(campaign.id, contact, 1), 'sent');
    expect(story.sink.transactions).toHaveLength(2);
  });

  it('ends the later steps of a blocked one when the store went away in between', async () => {
    const { touch, campaign, contact } = await story.story([{}, {}]);
    const next = await story.planNext(touch);
    const { ledger, touches } = story.storage;
    await ledger.suppressPerson({ current: contact.rowId, older: [] }, aSuppression(), anEvent());
    let isAway = true;
    const change: typeof touches.change = (id, ...more) =>
      isAway && id === next.id ? storageAway() : touches.change(id, ...more);
    await story.start({ touches: (real) => overriding(real, { change }) });
    await story.clock.advance(1_500);
    isAway = false;
    await story.clock.advance(10_000);
    await story.untilState(touch, 'blocked');
    await story.untilState(await story.touch(campaign.id, contact, 1), 'cancelled');
    expect((await story.storage.campaigns.find(campaign.id))?.state).toBe('finished');
  });

  it('sends when the plan says claimed and the ledger knows of nothing', async () => {
    const { touch } = await story.story();
    await story.storage.touches.change(touch.id, { state: 'claimed', claimedAt: story.clock.now() });
    await story.start();
    await story.clock.advance(13_000);
    await story.untilState(touch, 'sent');
    expect(story.sink.transactions).toHaveLength(1);
  });

  it('learns from the ledger that the step was sent when a restored plan has it once more [P2]', async () => {
    const { touch } = await story.story();
    const attempt = await claimAndDie(touch);
    const { rowId, id } = touch;
    await story.storage.ledger.settleTouch({ rowId, touchId: id, attempt, outcome: 'sent' }, anEvent());
    await story.storage.touches.change(id, { state: 'scheduled', dueAt: story.clock.now() });
    await story.start();
    await story.untilState(touch, 'sent');
    expect(story.sink.transactions).toHaveLength(0);
  });
});

describe('While the store is away', () => {
  it('keeps trying to settle what was sent [R4] [P2]', async () => {
    const { touch } = await story.story();
    let failures = 0;
    const ledger = (real: TouchLedger) =>
      overriding(real, {
        settleTouch: (settlement, event) => {
          failures += 1;
          return failures <= 4 ? storageAway() : real.settleTouch(settlement, event);
        },
      });
    await story.start({ ledger });
    await story.sink.until(({ accepted }) => accepted.length === 1);
    await story.until(() => failures === 1);
    await story.clock.advance(2_000);
    await story.until(async () => (await entryStates(touch))?.[0] === 'sent');
    expect(failures).toBe(5);
    expect(story.sink.transactions).toHaveLength(1);
  });

  it('rests instead of asking all the time, and goes on by itself [P9]', async () => {
    const { touch } = await story.story();
    let isAway = true;
    let asked = 0;
    const ledger = (real: TouchLedger) =>
      overriding(real, {
        readPerson: (rowId) => {
          asked += 1;
          return isAway ? storageAway() : real.readPerson(rowId);
        },
      });
    await story.start({ ledger });
    await story.until(() => asked === 1);
    await story.clock.advance(30_000);
    expect(asked).toBeLessThan(8);
    expect(story.sink.transactions).toHaveLength(0);
    isAway = false;
    await story.clock.advance(60_000);
    await story.untilState(touch, 'sent');
  });
});

describe('Shutting down', () => {
  it('lets what is in hand end and takes nothing new', async () => {
    const { touch, lia, campaign } = await story.story();
    let finish = () => {};
    const gate = new Promise<void>((resolve) => (finish = resolve));
    story.sink.script = async (phase) => {
      if (phase === 'end') await gate;
      return 'accept' as const;
    };
    const worker = await story.start();
    await story.sink.until(({ transactions }) => (transactions[0]?.content ?? '') !== '');
    const closing = worker.close();
    const late = await story.plan(campaign, await story.contact(lia, { email: 'late@acme.example' }));
    finish();
    await story.clock.advance(5_000);
    await closing;
    expect((await story.storage.touches.find(touch.id))?.state).toBe('sent');
    expect((await story.storage.touches.find(late.id))?.state).toBe('scheduled');
    expect(story.sink.transactions).toHaveLength(1);
  });

  it('sends nothing when no relay is configured, and holds with the reason [P9]', async () => {
    const { touch } = await story.story();
    const worker = await story.start({ config: { smtpUrl: null } });
    await story.clock.advance(5_000);
    expect((await story.storage.touches.find(touch.id))?.state).toBe('scheduled');
    await worker.get(SendTouchService).send(touch.id);
    const held = await story.untilState(touch, 'held');
    expect(held.verdicts.at(-1)?.reasons.map(({ code }) => code)).toContain('RELAY_MISSING');
  });
});
