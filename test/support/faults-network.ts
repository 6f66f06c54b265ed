// Answers for faults of a network to MongoDB that strike the next operations of each kind.
import { operations } from './faults-messages.js';
import { newBarrier } from './faults-processes.js';
import type { FaultRun } from './faults-run.js';
import type { Match, TcpProxy } from './tcp-proxy.js';

/** Longer than two leases, shorter than the driver waits. */
const lateMs = 5_000;

interface NetworkFault {
  /** Of each kind, one after the other. So many losses in a row that some are asked for until they are given up. */
  readonly times: number;
  /** Resolves when it has struck. */
  readonly strike: (network: TcpProxy, match: Match) => Promise<void>;
}

async function late(network: TcpProxy, hold: 'holdNextRequest' | 'holdNextReply', match: Match): Promise<void> {
  const lateness = newBarrier();
  await network[hold](match, lateness.opened);
  AbortSignal.timeout(lateMs).addEventListener('abort', lateness.open);
}

export const networkFaults = {
  'the answer is lost after the write was applied': {
    times: 8,
    strike: (network, match) => network.cutNextReply(match),
  },
  'the request is lost': { times: 8, strike: (network, match) => network.cutNextRequest(match) },
  'the answer comes 5 s late': { times: 2, strike: (network, match) => late(network, 'holdNextReply', match) },
  'the request is applied 5 s late': { times: 2, strike: (network, match) => late(network, 'holdNextRequest', match) },
} satisfies Readonly<Record<string, NetworkFault>>;

export type NetworkFaultName = keyof typeof networkFaults;

/** Resolves when every kind of operation has been struck as often as it is to be. */
export async function strikeAll(run: FaultRun, network: TcpProxy, name: NetworkFaultName): Promise<void> {
  const { times, strike }: NetworkFault = networkFaults[name];
  const each = Object.entries(operations).map(async ([operation, match]) => {
    // Touches are planned by the page: only what is lost is asked again.
    const strikes = operation === 'plan of touches' && times < 3 ? 1 : times;
    for (let left = strikes; left > 0; left -= 1) {
      await run.within(strike(network, match), `a ${operation}, ${String(left)} to go,`);
    }
  });
  await Promise.all(each);
}
