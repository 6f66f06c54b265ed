// Answers for what every engine must do about who leads: one process at a time, and the next one when it lets go.
import { expect, it } from '@jest/globals';
import type { ProcessLead } from '../../src/ports/process-lead.port.js';

/** Two processes of one installation. */
export interface TwoProcesses {
  readonly first: ProcessLead;
  readonly second: ProcessLead;
}

export function processLeadContract(open: () => Promise<TwoProcesses>): void {
  it('refuses the second when the first leads, and stays with the first when it asks again', async () => {
    const { first, second } = await open();
    const answers = [];
    for (const process of [first, second, first, second]) answers.push(await process.tryTake());
    expect(answers).toEqual([true, false, true, false]);
  });

  it('lets one of two lead when both ask at once', async () => {
    const { first, second } = await open();
    const answers = await Promise.all([first.tryTake(), second.tryTake()]);
    expect(answers.filter((isLeading) => isLeading)).toHaveLength(1);
  });

  it('goes to the second when the first lets go', async () => {
    const { first, second } = await open();
    await first.tryTake();
    await first.release();
    expect([await second.tryTake(), await first.tryTake()]).toEqual([true, false]);
  });

  it('changes nothing when a process lets go that does not lead', async () => {
    const { first, second } = await open();
    await first.tryTake();
    await second.release();
    expect([await second.tryTake(), await first.tryTake()]).toEqual([false, true]);
  });
}
