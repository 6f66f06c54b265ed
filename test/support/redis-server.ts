// Answers for a Redis of the tests, with an append-only file, that may be killed, frozen, flushed and restarted.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import process from 'node:process';
import { Redis } from 'ioredis';
import { ServerProcess } from './server-process.js';
import { startOnFreePort, type PlacedServer } from './start-on-free-port.js';

export interface RedisOptions {
  /** As `4mb`; writes are refused beyond it, nothing is evicted. */
  readonly maxMemory?: string;
  /** Further arguments of redis-server. */
  readonly args?: readonly string[];
}

const fixedArgs = '--bind 127.0.0.1 --appendonly yes --appendfsync everysec --save'.split(' ').concat('');

function redisProgram(): string {
  const configured = process.env.FAIRKNOCK_TEST_REDIS_SERVER ?? '';
  return configured === '' ? 'redis-server' : configured;
}

export class RedisServer {
  private constructor(
    private readonly placed: PlacedServer,
    private process: ServerProcess,
    /** As `redis-server 7.0.15`. */
    readonly version: string,
  ) {}

  static async start(options: RedisOptions = {}): Promise<RedisServer> {
    const program = redisProgram();
    const limit = options.maxMemory === undefined ? [] : ['--maxmemory', options.maxMemory];
    const placed = await startOnFreePort((port, folder) => ({
      program,
      folder,
      args: ['--port', String(port), '--dir', folder, ...fixedArgs, ...limit, ...(options.args ?? [])],
      ready: /Ready to accept connections/,
    }));
    const said = execFileSync(program, ['--version'], { encoding: 'utf8' });
    const version = `redis-server ${/v=(\S+)/.exec(said)?.[1] ?? 'of unknown version'}`;
    return new RedisServer(placed, placed.process, version);
  }

  get port(): number {
    return this.placed.port;
  }

  get url(): string {
    return this.urlThrough(this.port);
  }

  /** The address of the same server behind a proxy of this machine. */
  urlThrough(proxyPort: number): string {
    return `redis://127.0.0.1:${proxyPort}`;
  }

  /** kill -9; the append-only file stays. */
  kill(): Promise<void> {
    return this.process.kill();
  }

  /** The same port and data. Kills it before where it still runs. */
  async restart(): Promise<void> {
    await this.process.kill();
    this.process = await ServerProcess.start(this.placed.command);
  }

  /** Everything in it is gone, as by an operator's mistake. */
  async flush(): Promise<void> {
    const client = new Redis(this.url);
    try {
      await client.flushall();
    } finally {
      client.disconnect();
    }
  }

  pause(): void {
    this.process.pause();
  }

  resume(): void {
    this.process.resume();
  }

  /** Removes the data. */
  async stop(): Promise<void> {
    await this.process.kill();
    rmSync(this.placed.command.folder, { recursive: true, force: true });
  }
}

export function startRedis(options: RedisOptions = {}): Promise<RedisServer> {
  return RedisServer.start(options);
}
