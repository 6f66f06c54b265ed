// Answers for one fault of a network to MongoDB that strikes the next operation of its kind.
import { once } from 'node:events';
import { operations, type Operation } from './faults-messages.js';
import { newBarrier } from './faults-processes.js';
import type { Match, TcpProxy } from './tcp-proxy.js';

/** Longer than two leases, shorter than the driver waits. */
const lateMs = 5_000;

/** Resolves when it has struck. */
type Strike = (network: TcpProxy, match: Match) => Promise<void>;

async function answerLate(network: TcpProxy, match: Match): Promise<void> {
  const lateness = newBarrier();
  await network.holdNextReply(match, lateness.opened);
  await once(AbortSignal.timeout(lateMs), 'abort');
  lateness.open();
}

async function requestLate(network: TcpProxy, match: Match): Promise<void> {
  const lateness = newBarrier();
  await network.holdNextRequest(match, lateness.opened);
  await once(AbortSignal.timeout(lateMs), 'abort');
  lateness.open();
}

export const networkFaults = {
  'the answer is lost after the write was applied': (network, match) => network.cutNextReply(match),
  'the request is lost': (network, match) => network.cutNextRequest(match),
  'the answer comes 5 s late': answerLate,
  'the request is applied 5 s late': requestLate,
} satisfies Readonly<Record<string, Strike>>;

export type NetworkFault = keyof typeof networkFaults;

/** Strikes each operation so many times, one after the other. Resolves when all have been struck. */
export async function strikeAll(network: TcpProxy, fault: NetworkFault, times: number): Promise<void> {
  const strike: Strike = networkFaults[fault];
  const each = (Object.keys(operations) as Operation[]).map(async (operation) => {
    for (let left = times; left > 0; left -= 1) await strike(network, operations[operation]);
  });
  await Promise.all(each);
}
