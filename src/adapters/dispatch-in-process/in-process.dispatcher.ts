// Answers for calling the send path for every touch that is due, in this process; it keeps nothing that the store lacks.
import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../ports/clock.port.js';
import { Dispatcher, type QueueCounts, type TouchWork } from '../../ports/dispatcher.port.js';
import { MailTransport } from '../../ports/mail-transport.port.js';
import { TouchSchedule } from '../../ports/touch-schedule.port.js';
import type { TouchId } from '../../shared/ids.js';

const batch = 256;
const pollMs = 1_000;
const firstBackOffMs = 1_000;
const maxBackOffMs = 60_000;

@Injectable()
export class InProcessDispatcher extends Dispatcher {
  readonly isShared = false;
  private readonly logger = new Logger(InProcessDispatcher.name);
  private readonly inHand = new Set<TouchId>();
  private queue: TouchId[] = [];
  private handle: TouchWork['handle'] | null = null;
  private isStopping = false;
  private isFilling = false;
  /** The store may hold due touches that are neither queued nor in hand. */
  private mayHaveMore = true;
  private isBackingOff = false;
  private failures = 0;
  private onIdle: (() => void)[] = [];

  constructor(
    private readonly touches: TouchSchedule,
    private readonly transport: MailTransport,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** Nothing is ever buried: what takes this process down takes the dispatcher with it, and a restart knows nothing of it. */
  start(work: TouchWork): void {
    this.handle = work.handle;
    void this.poll();
  }

  wake(): void {
    this.mayHaveMore = true;
    this.pump();
  }

  drain(): Promise<void> {
    this.isStopping = true;
    this.queue = [];
    if (this.inHand.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.onIdle.push(resolve));
  }

  counts(): Promise<QueueCounts> {
    return Promise.resolve({ waiting: this.queue.length, active: this.inHand.size });
  }

  /** Facts, claim and settlement of some touches run while others hold the connections. */
  private get concurrency(): number {
    return this.transport.maxConnections * 2 + 4;
  }

  private async poll(): Promise<void> {
    while (!this.isStopping) {
      this.wake();
      await this.clock.wait(await this.nextWaitMs());
    }
  }

  private async nextWaitMs(): Promise<number> {
    try {
      const now = this.clock.now();
      const next = await this.touches.nextDueAt(now);
      return next === null ? pollMs : Math.min(pollMs, Math.max(1, next - now));
    } catch {
      return pollMs;
    }
  }

  private pump(): void {
    if (this.isStopping || this.isBackingOff || this.handle === null) return;
    while (this.inHand.size < this.concurrency) {
      const touchId = this.queue.shift();
      if (touchId === undefined) break;
      void this.work(touchId, this.handle);
    }
    if (this.mayHaveMore && this.queue.length < this.concurrency) void this.fill();
  }

  private async fill(): Promise<void> {
    if (this.isFilling) return;
    this.isFilling = true;
    this.mayHaveMore = false;
    try {
      const known = new Set([...this.queue, ...this.inHand]);
      const limit = known.size + batch;
      const due = await this.touches.due(this.clock.now(), limit);
      // What ended while the store was asked may be in the answer all the same; the send path looks again by itself.
      if (due.length === limit) this.mayHaveMore = true;
      for (const { id } of due) if (!known.has(id)) this.queue.push(id);
    } catch (error) {
      this.backOff(error);
    } finally {
      this.isFilling = false;
    }
    this.pump();
  }

  private async work(touchId: TouchId, handle: TouchWork['handle']): Promise<void> {
    this.inHand.add(touchId);
    try {
      await handle(touchId);
      this.failures = 0;
    } catch (error) {
      this.backOff(error);
    }
    this.inHand.delete(touchId);
    if (this.inHand.size === 0) for (const resolve of this.onIdle.splice(0)) resolve();
    this.pump();
  }

  /** Something that every touch needs is away: no new ones until a wait is over that doubles. */
  private backOff(error: unknown): void {
    this.queue = [];
    this.mayHaveMore = true;
    if (this.isBackingOff) return;
    this.isBackingOff = true;
    const waitMs = Math.min(firstBackOffMs * 2 ** this.failures, maxBackOffMs);
    this.failures += 1;
    const name = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error';
    this.logger.warn(`Sending rests for ${waitMs} ms (${name})`);
    void this.clock.wait(waitMs).then(() => {
      this.isBackingOff = false;
      this.pump();
    });
  }
}
