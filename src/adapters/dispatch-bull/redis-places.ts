// Answers for this process's part of the places for messages under way, which all processes share.
import { randomBytes } from 'node:crypto';
import type { RedisConnections } from './redis-connections.js';
import { renewScript, takeScript } from './place-scripts.js';
import { keyPrefix } from './touch-queue.js';

/** A dead process's places are free after that long. */
const lifeMs = 15_000;
const renewEveryMs = 5_000;
/** A place goes from hand to hand in one process for so long; then every process may have it. */
const handOverMs = 1_000;
const askAgainMs = { least: 10, most: 40 };

interface Waiter {
  readonly resolve: (leave: () => void) => void;
  readonly reject: (error: unknown) => void;
}

interface Place {
  readonly id: string;
  readonly since: number;
}

export class RedisPlaces {
  private readonly owner = randomBytes(8).toString('hex');
  private readonly key = `${keyPrefix}:places`;
  private readonly held = new Set<Place>();
  private waiters: Waiter[] = [];
  private isAsking = false;
  private madeCount = 0;
  private renewal: NodeJS.Timeout | null = null;

  constructor(
    private readonly redis: RedisConnections,
    private readonly count: number,
  ) {}

  enter(): Promise<() => void> {
    return new Promise((resolve, reject) => {
      this.waiters.push({ resolve, reject });
      if (!this.isAsking) void this.ask();
    });
  }

  /** One question at a time for all who wait here; the pause between two is never the same in two processes. */
  private async ask(): Promise<void> {
    this.isAsking = true;
    try {
      while (this.waiters.length > 0) if (!(await this.take())) await pause();
    } catch (error) {
      for (const waiter of this.waiters.splice(0)) waiter.reject(error);
    } finally {
      this.isAsking = false;
    }
  }

  /** @returns whether one was to be had. */
  private async take(): Promise<boolean> {
    const ids = this.waiters.map(() => this.newId());
    const given = Number(await takeScript.run(this.redis.client, [this.key], [lifeMs, this.count, ...ids]));
    for (const id of ids.slice(0, given)) this.pass({ id, since: performance.now() });
    return given > 0;
  }

  private newId(): string {
    this.madeCount += 1;
    return `${this.owner}.${this.madeCount}`;
  }

  private pass(place: Place): void {
    const waiter = this.waiters.shift();
    if (waiter === undefined) {
      this.giveBack(place);
      return;
    }
    this.held.add(place);
    this.renewal ??= setInterval(() => void this.renew(), renewEveryMs).unref();
    let isLeft = false;
    waiter.resolve(() => {
      if (isLeft) return;
      isLeft = true;
      this.left(place);
    });
  }

  private left(place: Place): void {
    this.held.delete(place);
    if (performance.now() - place.since < handOverMs) this.pass(place);
    else this.giveBack(place);
  }

  private giveBack(place: Place): void {
    if (this.held.size === 0 && this.renewal !== null) {
      clearInterval(this.renewal);
      this.renewal = null;
    }
    // Where that fails it is free when its life is over.
    this.redis.client.zrem(this.key, place.id).catch(() => undefined);
  }

  private async renew(): Promise<void> {
    const ids = [...this.held].map(({ id }) => id);
    if (ids.length === 0) return;
    // Where Redis is away all processes stand still, and what is under way ends.
    await renewScript.run(this.redis.client, [this.key], [lifeMs, ...ids]).catch(() => undefined);
  }
}

function pause(): Promise<void> {
  const spanMs = askAgainMs.least + Math.random() * (askAgainMs.most - askAgainMs.least);
  return new Promise((resolve) => setTimeout(resolve, spanMs));
}
