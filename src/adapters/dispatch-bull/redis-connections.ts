// Answers for the connections of this process to Redis: how they are made, how long they wait, and that they end.
import { Injectable } from '@nestjs/common';
import { Redis, type RedisOptions } from 'ioredis';
import { within } from './within.js';
import { untilRedisAnswers } from './until-redis-answers.js';
import { queueError } from './queue-error.js';

const startWithinMs = 10_000;
const quitWithinMs = 500;
const answerWithinMs = 2_000;
/** Bull's own steps wait for longer: an answer that comes late spares a job the way over `stalled`. */
const bullAnswerWithinMs = 5_000;
const longestRetryMs = 1_000;

const common: RedisOptions = {
  connectTimeout: answerWithinMs,
  enableReadyCheck: false,
  disableClientInfo: true,
};

/** What cannot be told at once fails: nothing piles up here to be done late, when somebody else has long done it. */
const prompt: RedisOptions = {
  ...common,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
  commandTimeout: answerWithinMs,
};

/** Bull asks that these wait for ever. */
const waiting: RedisOptions = { ...common, maxRetriesPerRequest: null };

type BullType = 'client' | 'subscriber' | 'bclient';

const optionsOfBull: Readonly<Record<BullType, RedisOptions>> = {
  client: { ...prompt, commandTimeout: bullAnswerWithinMs },
  subscriber: waiting,
  bclient: waiting,
};

@Injectable()
export class RedisConnections {
  /** For all that is not Bull's. */
  readonly client: Redis;
  private readonly ofBull: { readonly type: BullType; readonly redis: Redis }[] = [];
  private isBullClosed = false;
  private hasWaited = false;

  private constructor(private readonly url: string) {
    this.client = this.connect(prompt, () => false);
  }

  /** @throws StartRefusal where Redis does not answer for 10 s, or does not let us in. */
  static async open(url: string, withinMs = startWithinMs): Promise<RedisConnections> {
    const connections = new RedisConnections(url);
    try {
      await untilRedisAnswers(connections.client, new URL(url).host, withinMs);
    } catch (error) {
      connections.client.disconnect();
      throw error;
    }
    return connections;
  }

  /** A connection that Bull makes its steps on; it is closed here. */
  forBull(type: BullType): Redis {
    const redis = this.connect(optionsOfBull[type], () => this.isBullClosed);
    this.ofBull.push({ type, redis });
    if (type === 'bclient') redis.once('ready', () => (this.hasWaited = true));
    return redis;
  }

  /** Before, Bull has not begun; and where a pause closes the connection that it begins on, it never does. */
  get hasBullBegun(): boolean {
    return this.hasWaited;
  }

  /** @throws DependencyError QUEUE_UNAVAILABLE after 2 s. */
  async ping(): Promise<void> {
    try {
      await this.client.ping();
    } catch (error) {
      this.reconnect();
      throw queueError(error);
    }
  }

  /** A peer that vanished without a word is only noticed by silence. */
  private reconnect(): void {
    const asking = this.ofBull.filter(({ type }) => type === 'client').map(({ redis }) => redis);
    for (const redis of [this.client, ...asking]) if (redis.status === 'ready') redis.disconnect(true);
  }

  /**
   * To pause, Bull closes a connection and opens it again; where Redis goes away just then it stays closed, and what waits
   * on it waits for ever.
   */
  revive(): void {
    if (this.isBullClosed) return;
    const ended = this.ofBull.filter(({ redis }) => redis.status === 'end');
    for (const { redis } of ended) redis.connect().catch(() => undefined);
  }

  /** The one that waits for jobs, for good: when it closes, Bull asks it to connect once more, and waits for that. */
  async closeBlocking(): Promise<void> {
    this.isBullClosed = true;
    await this.endOfBull((type) => type === 'bclient');
  }

  async closeOfBull(): Promise<void> {
    this.isBullClosed = true;
    await this.endOfBull(() => true);
  }

  async close(): Promise<void> {
    await this.closeOfBull();
    await end(this.client);
  }

  private async endOfBull(isMeant: (type: BullType) => boolean): Promise<void> {
    await Promise.all(this.ofBull.filter(({ type }) => isMeant(type)).map(({ redis }) => end(redis)));
  }

  private connect(options: RedisOptions, isOver: () => boolean): Redis {
    const retryStrategy = (tries: number) => (isOver() ? null : retryMs(tries));
    const redis = new Redis(this.url, { ...options, retryStrategy });
    // Whoever asks gets the error; a listener keeps the client from printing it.
    redis.on('error', () => undefined);
    const send = redis.sendCommand.bind(redis);
    // The client selects and subscribes anew by itself, and waits for neither: their rejections would end the process.
    redis.sendCommand = (command, stream) => {
      command.promise.catch(() => undefined);
      return send(command, stream);
    };
    redis.on('connect', () => {
      if (isOver()) redis.disconnect();
    });
    return redis;
  }
}

/** Soon, and not all processes at once. */
function retryMs(tries: number): number {
  return Math.min(50 * 2 ** Math.min(tries, 10), longestRetryMs) * (0.5 + Math.random() / 2);
}

async function end(redis: Redis): Promise<void> {
  if (redis.status === 'end') return;
  await within(quitWithinMs, redis.quit());
  redis.disconnect();
}
