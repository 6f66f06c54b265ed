// Answers for the proof that a touch is left to a process that is alive, and that evidence which comes late still counts.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ReaperService } from '../../src/outreach/reaper.service.js';
import { SendTouchService } from '../../src/outreach/send-touch.service.js';
import { ProcessPresence } from '../../src/ports/process-presence.port.js';
import type { TouchLedger } from '../../src/ports/touch-ledger.port.js';
import type { Touch } from '../../src/ports/touch-schedule.port.js';
import { processId, type AttemptToken, type ProcessId, type RowId } from '../../src/shared/ids.js';
import { minuteMs, plusMs, secondMs } from '../../src/shared/instant.js';
import { anEvent } from '../support/event.builder.js';
import { OutreachStory } from '../support/outreach-story.js';
import { overriding } from '../support/overriding.js';

let story: OutreachStory;

beforeEach(async () => {
  story = await OutreachStory.open();
});

afterEach(async () => {
  await story.close();
});

const other = 'another-process' as ProcessId;

/** The processes of which one is told from outside whether it lives. */
class TestPresence extends ProcessPresence {
  isOtherAlive = true;
  beat(): Promise<void> {
    return Promise.resolve();
  }
  present(): Promise<ReadonlySet<ProcessId>> {
    return Promise.resolve(new Set(this.isOtherAlive ? [processId, other] : [processId]));
  }
}

/** Another process has this touch in flight. */
async function claimedElsewhere({ id, rowId }: Touch): Promise<AttemptToken> {
  const attempt = `${other}.0123456789abcdef` as AttemptToken;
  const at = story.clock.now();
  const bounds = { channel: 'email', maxTouches: 3, minGapMs: 0, gates: [], at } as const;
  await story.storage.ledger.claimTouch({ rowId, touchId: id, attempt, ...bounds }, anEvent());
  await story.storage.touches.change(id, { state: 'claimed', claimedAt: at });
  return attempt;
}

async function entryState(touch: Touch) {
  return (await story.storage.ledger.readPerson(touch.rowId))?.touches[0]?.state;
}

describe('A touch that another process has in flight', () => {
  it('is left to it for the longest SMTP transaction when that process is alive [R8]', async () => {
    const { touch } = await story.story();
    await claimedElsewhere(touch);
    await story.start({ presence: new TestPresence() });
    await story.clock.advance(15 * minuteMs - secondMs);
    expect(await entryState(touch)).toBe('in_flight');
    await story.clock.advance(2 * secondMs);
    expect(await entryState(touch)).toBe('unknown');
  });

  it('is not called blocked by its own slot when this process began with it before that one claimed it [P6]', async () => {
    const { touch } = await story.story([{}], { maxEmails: 1 });
    let attempt: AttemptToken | null = null;
    const overtaken = (real: TouchLedger) => async (rowId: RowId) => {
      attempt ??= await claimedElsewhere(touch);
      return real.readPerson(rowId);
    };
    const ledger = (real: TouchLedger) => overriding(real, { readPerson: overtaken(real) });
    const worker = await story.worker({ ledger });
    await worker.get(SendTouchService).send(touch.id);
    const { ledger: entries, touches } = story.storage;
    expect(
      await entries.settleTouch(
        { rowId: touch.rowId, touchId: touch.id, attempt: attempt!, outcome: 'sent' },
        anEvent(),
      ),
    ).toBe(true);
    expect(await touches.change(touch.id, { state: 'sent', settledAt: story.clock.now() })).toBe(true);
    expect(await story.leaves()).not.toContain('touch.blocked');
  });

  it('waits for its next try as long as that process says when it says so while it is looked at', async () => {
    const { touch } = await story.story();
    const attempt = await claimedElsewhere(touch);
    const dueAt = plusMs(story.clock.now(), 15 * minuteMs);
    let isOver = false;
    const overtaken = (real: TouchLedger) => async (rowId: RowId) => {
      const row = await real.readPerson(rowId);
      if (!isOver) {
        isOver = true;
        await real.settleTouch({ rowId, touchId: touch.id, attempt, outcome: 'not_transmitted' }, anEvent());
        await story.storage.touches.change(touch.id, { state: 'scheduled', dueAt });
      }
      return row;
    };
    const ledger = (real: TouchLedger) => overriding(real, { readPerson: overtaken(real) });
    await story.start({ presence: new TestPresence(), ledger });
    await story.clock.advance(minuteMs);
    expect(isOver).toBe(true);
    expect(await story.storage.touches.find(touch.id)).toMatchObject({ state: 'scheduled', dueAt });
  });

  it('becomes unknown after a full lease when that process is gone [R8]', async () => {
    const { touch } = await story.story();
    await claimedElsewhere(touch);
    const presence = new TestPresence();
    presence.isOtherAlive = false;
    await story.start({ presence });
    await story.clock.advance(2_000);
    expect(await entryState(touch)).toBe('in_flight');
    await story.clock.advance(1_000);
    expect(await entryState(touch)).toBe('unknown');
  });

  it('becomes unknown at the next look when that process goes after it was seen for a lease [R8]', async () => {
    const { touch } = await story.story();
    await claimedElsewhere(touch);
    const presence = new TestPresence();
    await story.start({ presence });
    await story.clock.advance(minuteMs);
    expect(await entryState(touch)).toBe('in_flight');
    presence.isOtherAlive = false;
    await story.clock.advance(1_000);
    await story.untilState(touch, 'unknown');
  });
});

describe('Late evidence', () => {
  /** A sender whose message is taken, but whose reply comes after another process has given the touch up. */
  async function sentButReaped() {
    const { touch, campaign, contact } = await story.story([{}, { delayDays: 0 }]);
    let reply = () => {};
    const gate = new Promise<void>((resolve) => (reply = resolve));
    story.sink.script = async (phase) => {
      if (phase === 'end') await gate;
      return 'accept' as const;
    };
    const sender = await story.worker();
    const sending = sender.get(SendTouchService).send(touch.id);
    await story.sink.until(({ transactions }) => (transactions[0]?.content ?? '') !== '');
    const reaper = (await story.worker()).get(ReaperService);
    await reaper.look(0);
    return { touch, campaign, contact, reaper, end: () => (reply(), sending) };
  }

  it('turns unknown into sent in ledger and plan, and lets the next step follow, when it comes at last [R4]', async () => {
    const { touch, campaign, contact, reaper, end } = await sentButReaped();
    await reaper.look(5_000);
    expect(await entryState(touch)).toBe('unknown');
    expect((await story.touch(campaign.id, contact)).state).toBe('unknown');
    expect((await story.touch(campaign.id, contact, 1)).dueAt).toBeNull();
    await end();
    expect(await entryState(touch)).toBe('sent');
    expect((await story.touch(campaign.id, contact)).state).toBe('sent');
    expect((await story.touch(campaign.id, contact, 1)).dueAt).toBe(story.clock.now());
    expect((await story.storage.ledger.readPerson(touch.rowId))?.used.email).toBe(1);
  });

  it('lets the next step follow when it comes while the touch is being given up [R4]', async () => {
    const { touch, campaign, contact, end } = await sentButReaped();
    const { touches } = story.storage;
    const change: typeof touches.change = async (id, what, ...more) => {
      if (id === touch.id && what.state === 'unknown') await end();
      return touches.change(id, what, ...more);
    };
    const reaper = (await story.worker({ touches: (real) => overriding(real, { change }) })).get(ReaperService);
    await reaper.look(0);
    await reaper.look(5_000);
    expect((await story.touch(campaign.id, contact)).state).toBe('sent');
    expect((await story.touch(campaign.id, contact, 1)).dueAt).toBe(story.clock.now());
  });
});
