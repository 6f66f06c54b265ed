// Answers for stopping the store's commands between two steps until the test lets them go on.
import type { StepHook } from '../../src/adapters/storage-mongo/step-hook.js';
import { latch } from './latch.js';

export type Moment = `${'before' | 'after'} ${string}`;

interface Hold {
  readonly moment: Moment;
  readonly reached: () => void;
  readonly goOn: Promise<void>;
}

/** Stops nothing until it is asked to. */
export class HeldSteps implements StepHook {
  private hold: Hold | null = null;

  /** Holds whoever comes first to this moment. */
  stopAt(moment: Moment): { readonly reached: Promise<void>; readonly release: () => void } {
    const [reached, released] = [latch(), latch()];
    this.hold = { moment, reached: reached.open, goOn: released.opened };
    return { reached: reached.opened, release: released.open };
  }

  before(step: string): Promise<void> {
    return this.pass(`before ${step}`);
  }

  after(step: string): Promise<void> {
    return this.pass(`after ${step}`);
  }

  private async pass(moment: Moment): Promise<void> {
    const { hold } = this;
    if (hold?.moment !== moment) return;
    this.hold = null;
    hold.reached();
    await hold.goOn;
  }
}
