// Answers for the pauses of one worker: something that every touch needs is away, so it takes no new ones for a while.
import { Logger } from '@nestjs/common';
import type { Clock } from '../../ports/clock.port.js';
import { DependencyError } from '../../shared/errors.js';

const firstRestMs = 1_000;
const maxRestMs = 60_000;
/** Asking Redis costs nothing, and work goes on soon after it is back. */
const maxQueueRestMs = 5_000;

export interface RestParts {
  readonly clock: Clock;
  /** Takes no new touches from now on. */
  readonly pause: () => Promise<void>;
  /** @throws DependencyError where Redis is still away. */
  readonly ping: () => Promise<void>;
  readonly resume: () => Promise<void>;
}

export class WorkerRest {
  private readonly logger = new Logger('BullDispatcher');
  private failures = 0;
  private isNow = false;
  private isOver = false;

  constructor(private readonly parts: RestParts) {}

  get isResting(): boolean {
    return this.isNow;
  }

  /** Something went well: the next rest is a short one. */
  succeeded(): void {
    this.failures = 0;
  }

  /** No rest begins any more, and one that is going on changes nothing at its end. */
  stop(): void {
    this.isOver = true;
  }

  /** Once for all that fail together; each rest that follows without a success is twice as long, up to 60 s. */
  begin(error: unknown): void {
    if (this.isNow || this.isOver) return;
    this.isNow = true;
    const waitMs = this.nextRestMs(error);
    const isFirst = this.failures === 0;
    this.failures += 1;
    const name = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error';
    if (isFirst || !isOfQueue(error)) this.logger.warn(`Sending rests for ${waitMs} ms (${name})`);
    void this.rest(waitMs);
  }

  private async rest(waitMs: number): Promise<void> {
    await this.parts.pause();
    do {
      await this.parts.clock.wait(waitMs);
    } while (!this.isOver && !(await this.redisAnswers()));
    if (this.isOver) return;
    await this.parts.resume();
    this.isNow = false;
  }

  private async redisAnswers(): Promise<boolean> {
    return this.parts.ping().then(
      () => true,
      () => false,
    );
  }

  private nextRestMs(error: unknown): number {
    const longest = isOfQueue(error) ? maxQueueRestMs : maxRestMs;
    return Math.min(firstRestMs * 2 ** Math.min(this.failures, 10), longest);
  }
}

function isOfQueue(error: unknown): boolean {
  return error instanceof DependencyError && error.code === 'QUEUE_UNAVAILABLE';
}
