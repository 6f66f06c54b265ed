// Answers for a process of a test that dies between two commands of the store: at the nth one, and for good.
import type { StepHook } from '../../src/adapters/storage-mongo/step-hook.js';

export class Died extends Error {
  override readonly name = 'Died';
}

export class DyingSteps implements StepHook {
  /** The commands begun since `dieAt`; the last one was never sent. */
  readonly begun: string[] = [];
  private left = Infinity;

  /** @param count how many commands are carried out before. */
  dieAfter(count: number): void {
    this.left = count;
    this.begun.length = 0;
  }

  before(step: string): Promise<void> {
    this.begun.push(step);
    this.left -= 1;
    return this.left < 0 ? Promise.reject(new Died(step)) : Promise.resolve();
  }
}

/**
 * Lets the work die after 0, 1, 2 ... commands until it comes through.
 * @param once prepares a world, runs the work in it under the steps, and looks at what is left; gets whether the work died.
 * @returns where it died each time.
 */
export async function dyingEverywhere(once: (steps: DyingSteps, count: number) => Promise<boolean>): Promise<string[]> {
  const places: string[] = [];
  for (let count = 0; ; count += 1) {
    const steps = new DyingSteps();
    const hasDied = await once(steps, count);
    if (!hasDied) return places;
    places.push(steps.begun.at(-1) ?? '');
  }
}

/** Runs the work with the process dying in it. @returns whether it died. */
export async function dying(steps: DyingSteps, count: number, work: () => Promise<unknown>): Promise<boolean> {
  steps.dieAfter(count);
  try {
    await work();
    return false;
  } catch (error) {
    if (error instanceof Died) return true;
    throw error;
  }
}
