// Answers for processes of a cluster that each have a network of their own to MongoDB, so that a fault can strike one of them alone.
import { databaseUri } from './cluster.js';
import { operations } from './faults-messages.js';
import type { FaultRun } from './faults-run.js';
import type { MongoServer } from './mongo-server.js';
import type { ProxyVerdict } from './proxy-connection.js';
import type { ServiceProcess, Settings } from './service-process.js';
import { startProxy, type TcpProxy } from './tcp-proxy.js';

export interface StruckWorker {
  readonly process: ServiceProcess;
  /** All its messages to and from MongoDB go through here. */
  readonly network: TcpProxy;
}

/** Another worker on this MongoDB. What is on its way when it dies arrives all the same, unless the network loses it. */
export async function addStruckWorker(run: FaultRun, mongo: MongoServer): Promise<StruckWorker> {
  const network = await startProxy(mongo.port);
  run.networks.push(network);
  const settings: Settings = { FAIRKNOCK_MONGODB_URI: databaseUri(mongo.uriThrough(network.port)) };
  return { process: await run.cluster.addWorker(settings), network };
}

/** Closed until somebody opens it. */
export interface Barrier {
  readonly opened: Promise<void>;
  readonly open: () => void;
}

export function newBarrier(): Barrier {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return {
    opened,
    open: () => {
      open();
    },
  };
}

/** Acts in the very turn in which so many of the operations have come, and says what becomes of the last of them. */
export function atOperation(network: TcpProxy, count: number, act: () => ProxyVerdict): void {
  let left = count;
  network.onRequest = (bytes) => {
    if (!Object.values(operations).some((isMeant) => isMeant(bytes))) return 'pass';
    left -= 1;
    return left === 0 ? act() : 'pass';
  };
}
