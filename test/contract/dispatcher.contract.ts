// Answers for what every dispatcher must do: each due touch is handled, never twice at a time, and nothing is hurried.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Clock } from '../../src/ports/clock.port.js';
import type { Dispatcher } from '../../src/ports/dispatcher.port.js';
import type { TouchSchedule } from '../../src/ports/touch-schedule.port.js';
import { DependencyError } from '../../src/shared/errors.js';
import type { Instant } from '../../src/shared/instant.js';
import { driving, DueTouches, latch } from '../support/due-touches.js';
import { noon } from '../support/event.builder.js';
import { FakeClock } from '../support/fake-clock.js';

export interface OpenedDispatcher {
  readonly dispatcher: Dispatcher;
  close(): Promise<void>;
}

/** Opens one with nothing in it, for two connections to the relay. */
export type DispatcherOpener = (parts: { touches: TouchSchedule; clock: Clock }) => Promise<OpenedDispatcher>;

const after = (ms: number): Instant => (noon + ms) as Instant;

export function dispatcherContract(open: DispatcherOpener): void {
  let clock: FakeClock;
  let due: DueTouches;
  let opened: OpenedDispatcher;
  let dispatcher: Dispatcher;

  beforeEach(async () => {
    clock = new FakeClock(noon);
    due = await DueTouches.open();
    opened = await open({ touches: due.touches, clock });
    dispatcher = opened.dispatcher;
  });

  afterEach(async () => {
    await driving(clock, opened.close());
    await due.close();
  });

  describe('what is due', () => {
    it('handles every touch once when more are due than are read at a time [A17]', async () => {
      await due.plan(700, noon);
      dispatcher.start(due);
      await due.untilHandled(700);
      expect(new Set(due.handled).size).toBe(700);
      expect(due.overlapCount).toBe(0);
    });

    it('handles several at once, and no more than it has in hand, when many are due', async () => {
      const letThrough = latch();
      due.during = () => letThrough.passed;
      await due.plan(40, noon);
      dispatcher.start(due);
      await due.until(() => due.inHandCount === 8);
      expect(await dispatcher.counts()).toMatchObject({ active: 8 });
      letThrough.open();
      await due.untilHandled(40);
      expect(due.overlapCount).toBe(0);
    });

    it('handles a touch when its time has come, and not before [A17]', async () => {
      await due.plan(1, noon);
      const [later] = await due.plan(1, after(5_300));
      dispatcher.start(due);
      await due.untilHandled(1);
      await clock.advance(5_200);
      expect(due.handled).not.toContain(later);
      // A look at the queue may be under way when its time comes: the next one finds it.
      await driving(clock, due.untilHandled(2));
      expect(due.handled).toContain(later);
    });

    it('handles what became due meanwhile when it is woken', async () => {
      dispatcher.start(due);
      await clock.untilWaiting();
      await due.plan(1, noon);
      dispatcher.wake();
      await due.untilHandled(1);
    });

    it('begins no touch a second time when it is woken while that is in hand', async () => {
      const letThrough = latch();
      due.during = () => letThrough.passed;
      await due.plan(3, noon);
      dispatcher.start(due);
      await due.until(() => due.inHandCount === 3);
      for (let times = 0; times < 20; times += 1) {
        dispatcher.wake();
        await clock.advance(1_000);
      }
      letThrough.open();
      await due.untilHandled(3);
      expect(due.overlapCount).toBe(0);
      expect(due.handled).toHaveLength(3);
    });

    it('handles a touch again when it was put off and its time has come', async () => {
      const [touchId] = await due.plan(1, noon);
      let times = 0;
      const handle = async () => {
        times += 1;
        await (times === 1
          ? due.touches.change(touchId!, { state: 'scheduled', dueAt: after(2_000) })
          : due.handle(touchId!));
      };
      dispatcher.start({ handle, bury: due.bury });
      await driving(clock, due.untilHandled(1));
      expect(times).toBe(2);
      expect(clock.now() - noon).toBeGreaterThanOrEqual(2_000);
    });
  });

  describe('rests', () => {
    it('rests twice as long each time, and sends in the end, when something is away that every touch needs [P9]', async () => {
      await due.plan(1, noon);
      const begunAt: number[] = [];
      due.during = () => {
        begunAt.push(clock.now());
        return begunAt.length < 4
          ? Promise.reject(new DependencyError('SMTP_UNAVAILABLE', 'no relay'))
          : Promise.resolve();
      };
      dispatcher.start(due);
      await driving(clock, due.untilHandled(1));
      const [first = 0, second = 0, third = 0, fourth = 0] = begunAt;
      expect(second - first).toBeGreaterThanOrEqual(1_000);
      expect(third - second).toBeGreaterThanOrEqual(2_000);
      expect(fourth - third).toBeGreaterThanOrEqual(4_000);
    });

    it('takes no other touch when it rests', async () => {
      await due.plan(1, noon);
      due.during = () => Promise.reject(new DependencyError('SMTP_UNAVAILABLE', 'no relay'));
      dispatcher.start(due);
      await due.until(() => due.callCount === 1);
      const callsWhileResting = due.callCount;
      due.during = () => Promise.resolve();
      await due.plan(5, noon);
      dispatcher.wake();
      await clock.advance(0);
      expect(due.callCount).toBe(callsWhileResting);
      await driving(clock, due.untilHandled(6));
    });

    it('goes on when the store was away for a while [P9]', async () => {
      await due.plan(2, noon);
      const { touches } = due;
      const real = touches.due.bind(touches);
      let failures = 2;
      touches.due = (now, limit) => {
        failures -= 1;
        return failures >= 0
          ? Promise.reject(new DependencyError('STORAGE_UNAVAILABLE', 'the database does not answer'))
          : real(now, limit);
      };
      dispatcher.start(due);
      await driving(clock, due.untilHandled(2));
    });
  });

  describe('drain', () => {
    it('waits for what is in hand and takes nothing more when it is drained', async () => {
      const letThrough = latch();
      due.during = () => letThrough.passed;
      await due.plan(30, noon);
      dispatcher.start(due);
      await due.until(() => due.inHandCount === 8);
      let isDrained = false;
      const drained = dispatcher.drain().then(() => {
        isDrained = true;
      });
      await clock.advance(3_000);
      expect(isDrained).toBe(false);
      letThrough.open();
      await driving(clock, drained);
      expect(due.handled).toHaveLength(8);
      dispatcher.wake();
      await clock.advance(3_000);
      expect(due.callCount).toBe(8);
    });

    it('is drained at once when it never started, and again when it is asked again', async () => {
      await dispatcher.drain();
      await dispatcher.drain();
      expect(due.callCount).toBe(0);
    });
  });
}
