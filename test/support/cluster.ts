// Answers for an installation of many processes: MongoDB, Redis, web and worker processes that share nothing else but the key file.
import { join } from 'node:path';
import { signIn, type Clients } from './api-client.js';
import { freePort } from './free-port.js';
import { withoutRates, type Installation, type SetUp } from './installation.js';
import { startMongo, type MongoServer } from './mongo-server.js';
import { startRedis, type RedisServer } from './redis-server.js';
import {
  newDataDir,
  removeDataDir,
  runCommand,
  ServiceProcess,
  type ProcessRole,
  type Settings,
} from './service-process.js';
import { SmtpSink } from './smtp-sink.js';

export interface ClusterOptions {
  readonly webs?: number;
  readonly workers?: number;
  /** For all processes. */
  readonly settings?: Settings;
  /** In the place of one of its own; it is stopped with the cluster all the same. */
  readonly mongo?: Pick<MongoServer, 'uri' | 'stop'>;
}

/** What the processes stand on; another test may put a proxy before a server. */
export interface ClusterServers {
  readonly mongo: Pick<MongoServer, 'uri' | 'stop'>;
  readonly redis: RedisServer;
  readonly sink: SmtpSink;
}

const databaseName = 'fairknock';

/** @throws where no MongoDB or no Redis is here. */
async function startServers(given: ClusterOptions['mongo']): Promise<ClusterServers> {
  const [mongo, redis, sink] = await Promise.all([given ?? startMongo(), startRedis(), SmtpSink.start()]);
  return { mongo, redis, sink };
}

export class Cluster implements Installation {
  readonly webs: ServiceProcess[] = [];
  readonly workers: ServiceProcess[] = [];
  private readonly ended: ServiceProcess[] = [];
  private processCount = 0;
  private people: Clients | null = null;

  private constructor(
    readonly servers: ClusterServers,
    /** One folder for each process below it: nothing but the key file is shared. */
    private readonly folder: string,
    private readonly settings: Settings,
    private readonly webPorts: readonly number[],
  ) {}

  /** Migrates, then starts webs and workers and signs people in. */
  static async open({ webs = 2, workers = 2, settings = {}, mongo }: ClusterOptions = {}): Promise<Cluster> {
    const servers = await startServers(mongo);
    const folder = newDataDir();
    const ports = await Promise.all(Array.from({ length: webs }, freePort));
    const cluster = new Cluster(servers, folder, settingsOf(servers, { folder, ports, settings }), ports);
    try {
      await cluster.start(workers);
      return cluster;
    } catch (error) {
      await cluster.close();
      throw error;
    }
  }

  get sink(): SmtpSink {
    return this.servers.sink;
  }

  get clients(): Clients {
    if (this.people === null) throw new Error('nobody is signed in yet');
    return this.people;
  }

  get url(): string {
    return urlOf(this.webPorts[0]);
  }

  get urls(): readonly string[] {
    return this.webPorts.map(urlOf);
  }

  get log(): string {
    return [...this.ended, ...this.webs, ...this.workers].map(({ log }) => log).join('');
  }

  async metrics(): Promise<string> {
    const replies = [...this.webs, ...this.workers].map(async ({ url }) => (await fetch(`${url}/metrics`)).text());
    return (await Promise.all(replies)).join('');
  }

  /** A further worker, or one in the place of another that is gone. @param more settings of its own. */
  async addWorker(more: Settings = {}): Promise<ServiceProcess> {
    const worker = await this.spawn('worker', { FAIRKNOCK_PORT: '0', ...more });
    this.workers.push(worker);
    return worker;
  }

  /** The process ends, however it is asked to; it is no longer among the workers. */
  async endWorker(worker: ServiceProcess, how: 'stop' | 'kill'): Promise<number | null> {
    this.workers.splice(this.workers.indexOf(worker), 1);
    this.ended.push(worker);
    return worker[how]();
  }

  /** kill -9 of the first web process, and another at its address; `inBetween` nobody answers there. */
  async replaceWeb(inBetween: () => void): Promise<void> {
    const [dead] = this.webs;
    if (dead === undefined) throw new Error('there is no web process');
    await dead.kill();
    inBetween();
    this.webs[0] = await this.spawnWeb(this.webPorts[0]);
    this.ended.push(dead);
  }

  /** Runs a command as an operator would beside the processes. */
  command(...args: readonly string[]) {
    return runCommand(join(this.folder, 'command'), args, this.settings);
  }

  async stop(): Promise<(number | null)[]> {
    return Promise.all([...this.workers, ...this.webs].map((process) => process.stop()));
  }

  async close(): Promise<void> {
    for (const process of [...this.webs, ...this.workers]) process.resume();
    await this.stop();
    const { mongo, redis, sink } = this.servers;
    await Promise.all([mongo.stop(), redis.stop(), sink.close()]);
    removeDataDir(this.folder);
  }

  private async start(workerCount: number): Promise<void> {
    const { code, stderr } = await this.command('migrate');
    if (code !== 0) throw new Error(`migrate ended with ${String(code)}: ${stderr}`);
    this.webs.push(...(await Promise.all(this.webPorts.map((port) => this.spawnWeb(port)))));
    await Promise.all(Array.from({ length: workerCount }, () => this.addWorker()));
    const { url, urls } = this;
    this.people = await signIn({ dataDir: join(this.folder, 'command'), url, urls }, this.settings);
  }

  private spawnWeb(port = 0): Promise<ServiceProcess> {
    return this.spawn('serve', { FAIRKNOCK_PORT: String(port) });
  }

  private spawn(role: ProcessRole, more: Settings): Promise<ServiceProcess> {
    this.processCount += 1;
    const folder = join(this.folder, `${role}-${String(this.processCount)}`);
    return ServiceProcess.start(folder, { ...this.settings, ...more }, { role });
  }
}

function urlOf(port = 0): string {
  return `http://127.0.0.1:${String(port)}`;
}

/** What a process is told where `uri` leads to the server, perhaps through a proxy. */
export function databaseUri(uri: string): string {
  // Several hosts, as of a replica set, are no URL for `URL`.
  return uri.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?/, `$1/${databaseName}`);
}

function settingsOf(
  { mongo, redis, sink }: ClusterServers,
  { folder, ports, settings }: { folder: string; ports: readonly number[]; settings: Settings },
): Settings {
  return {
    ...withoutRates,
    FAIRKNOCK_MONGODB_URI: databaseUri(mongo.uri),
    FAIRKNOCK_REDIS_URL: redis.url,
    FAIRKNOCK_KEY_FILE: join(folder, 'keys.json'),
    FAIRKNOCK_PUBLIC_URL: urlOf(ports[0]),
    FAIRKNOCK_SMTP_URL: sink.url,
    ...settings,
  };
}

export const manyProcesses: SetUp = {
  name: 'MongoDB and Redis, two web and two worker processes',
  open: (settings = {}) => Cluster.open({ settings }),
};
