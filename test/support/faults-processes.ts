// Answers for processes of a cluster that each have a network of their own to MongoDB, so that a fault can strike one of them alone.
import { databaseUri, type Cluster } from './cluster.js';
import type { MongoServer } from './mongo-server.js';
import type { SeededRandom } from './seeded-random.js';
import type { ServiceProcess, Settings } from './service-process.js';
import { startProxy, type TcpProxy } from './tcp-proxy.js';

export interface StruckWorker {
  readonly process: ServiceProcess;
  /** All its messages to and from MongoDB go through here. */
  readonly network: TcpProxy;
}

/** Another worker on this MongoDB. */
export async function addStruckWorker(cluster: Cluster, mongo: MongoServer): Promise<StruckWorker> {
  const network = await startProxy(mongo.port);
  const settings: Settings = { FAIRKNOCK_MONGODB_URI: databaseUri(mongo.uriThrough(network.port)) };
  return { process: await cluster.addWorker(settings), network };
}

/** The process is gone, and its network with it. */
export async function endStruckWorker(cluster: Cluster, { process, network }: StruckWorker): Promise<void> {
  await cluster.endWorker(process, 'kill');
  await network.close();
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

/** Acts in the very turn in which that many messages have come through, in either direction; the last goes on or is lost. */
export function atMessage(network: TcpProxy, messageCount: number, o: { random: SeededRandom; act: () => void }): void {
  let left = messageCount;
  const count = () => {
    left -= 1;
    if (left !== 0) return 'pass';
    o.act();
    return o.random.pick(['pass', 'cut'] as const);
  };
  network.onRequest = count;
  network.onReply = count;
}
