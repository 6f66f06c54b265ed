// Answers for what every engine must say about which processes are alive: this one always.
import { expect, it } from '@jest/globals';
import type { ProcessPresence } from '../../src/ports/process-presence.port.js';
import type { ProcessId } from '../../src/shared/ids.js';

export interface OneProcess {
  readonly presence: ProcessPresence;
  readonly id: ProcessId;
}

export function processPresenceContract(open: () => Promise<OneProcess>): void {
  it('names this process when it has not said yet that it is alive [R8]', async () => {
    const { presence, id } = await open();
    expect([...(await presence.present())]).toEqual([id]);
  });

  it('names this process once when it has said so many times [R8]', async () => {
    const { presence, id } = await open();
    for (let beats = 0; beats < 3; beats += 1) await presence.beat();
    expect([...(await presence.present())]).toEqual([id]);
  });
}
