// Answers for a MongoDB of the tests: the one that is configured, or a server of their own that may be killed and restarted.
import { rmSync } from 'node:fs';
import { mongo } from 'mongoose';
import { lookUpMongodb, lookUpMongodbProgram, type MongodbProgram } from '../../scripts/look-up-mongodb.mjs';
import { ServerProcess, type ServerCommand } from './server-process.js';
import { startOnFreePort, type PlacedServer } from './start-on-free-port.js';

export interface MongoServer {
  /** Without the name of a database. */
  readonly uri: string;
  readonly port: number;
  /** As `mongod 8.0.4`. */
  readonly version: string;
  /** Where it keeps its data; null where it is not ours. */
  readonly folder: string | null;
  /** Whether `kill`, `pause` and `restart` are possible: not on a configured address. */
  readonly isOurs: boolean;
  /** The address of the same server behind a proxy of this machine. */
  uriThrough(proxyPort: number): string;
  /** kill -9. */
  kill(): Promise<void>;
  /** The same port and data; resolves when it takes writes. Kills it before where it still runs. */
  restart(): Promise<void>;
  pause(): void;
  resume(): void;
  /** Removes the data. */
  stop(): Promise<void>;
}

/** How each kind of server is started. A real mongod is a replica set of one: the service wants journaled majorities. */
const commands: Readonly<
  Record<MongodbProgram['kind'], (o: { port: number; folder: string }) => Omit<ServerCommand, 'program' | 'folder'>>
> = {
  compatible: ({ port, folder }) => ({
    args: `--host 127.0.0.1 --port ${port} --cache-size 512M --log-file-max 32MB --sync-on-commit`
      .split(' ')
      .concat('--storage-path', folder),
    ready: /listening on/,
  }),
  mongod: ({ port, folder }) => ({
    args: `--bind_ip 127.0.0.1 --port ${port} --replSet fairknock --wiredTigerCacheSizeGB 0.5`
      .split(' ')
      .concat('--dbpath', folder, '--unixSocketPrefix', folder),
    ready: /Waiting for connections/,
  }),
};

export function mongoCommand(found: MongodbProgram, place: { port: number; folder: string }): ServerCommand {
  return { program: found.binary, folder: place.folder, ...commands[found.kind](place) };
}

function missing(): Error {
  return new Error('no MongoDB for the tests is here: `npm test` finds, downloads or builds one');
}

/** @throws where no MongoDB is here: a missing engine is never silently green. */
export async function startMongo(): Promise<MongoServer> {
  const found = lookUpMongodb();
  if (found === null) throw missing();
  return found.kind === 'uri' ? configured(found.uri) : OwnMongo.start(found);
}

/** For suites that kill or freeze it: never the configured one. @throws where there is no program to start. */
export async function startOwnMongo(): Promise<MongoServer> {
  const found = lookUpMongodbProgram();
  if (found === null) throw missing();
  return OwnMongo.start(found);
}

class OwnMongo implements MongoServer {
  readonly isOurs = true;

  private constructor(
    private readonly found: MongodbProgram,
    private readonly command: ServerCommand,
    readonly port: number,
    private process: ServerProcess,
  ) {}

  static async start(found: MongodbProgram): Promise<OwnMongo> {
    const placed: PlacedServer = await startOnFreePort((port, folder) => mongoCommand(found, { port, folder }));
    const server = new OwnMongo(found, placed.command, placed.port, placed.process);
    try {
      if (found.kind === 'mongod') await initiate(server);
      return server;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  get version(): string {
    return this.found.version;
  }

  get folder(): string {
    return this.command.folder;
  }

  get uri(): string {
    return this.uriThrough(this.port);
  }

  uriThrough(proxyPort: number): string {
    return `mongodb://127.0.0.1:${proxyPort}/?directConnection=true`;
  }

  kill(): Promise<void> {
    return this.process.kill();
  }

  async restart(): Promise<void> {
    await this.process.kill();
    this.process = await ServerProcess.start(this.command);
    if (this.found.kind === 'mongod') await untilWritable(this.port);
  }

  pause(): void {
    this.process.pause();
  }

  resume(): void {
    this.process.resume();
  }

  async stop(): Promise<void> {
    await this.process.kill();
    rmSync(this.command.folder, { recursive: true, force: true });
  }
}

async function initiate({ uri, port }: OwnMongo): Promise<void> {
  const client = await mongo.MongoClient.connect(uri);
  try {
    const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
    await client.db('admin').command({ replSetInitiate: { _id: 'fairknock', members } });
  } finally {
    await client.close();
  }
  await untilWritable(port);
}

/** The driver waits for the election: it looks for a primary until there is one. */
export async function untilWritable(port: number): Promise<void> {
  const client = await mongo.MongoClient.connect(`mongodb://127.0.0.1:${port}/?replicaSet=fairknock`);
  await client.close();
}

function refuse(): never {
  throw new Error('the configured MongoDB is not ours to kill');
}

/** Somebody else's server: it is used, never harmed. */
async function configured(uri: string): Promise<MongoServer> {
  const client = await mongo.MongoClient.connect(uri, { serverSelectionTimeoutMS: 10_000 });
  try {
    const { version } = (await client.db('admin').command({ buildInfo: 1 })) as { version: string };
    const first = client.options.hosts[0];
    return {
      uri,
      port: first?.port ?? 27_017,
      version: `MongoDB ${version} at the configured address`,
      folder: null,
      isOurs: false,
      uriThrough: (port) => uri.replace(/^(mongodb(?:\+srv)?):\/\/([^@/]*@)?[^/?]+/, `mongodb://$2127.0.0.1:${port}`),
      kill: () => Promise.reject(new Error('the configured MongoDB is not ours to kill')),
      restart: () => Promise.reject(new Error('the configured MongoDB is not ours to kill')),
      pause: refuse,
      resume: refuse,
      stop: () => Promise.resolve(),
    };
  } finally {
    await client.close();
  }
}
