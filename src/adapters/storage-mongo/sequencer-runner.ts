// Answers for when leaves are numbered: by the process that holds the lease, at once for its own writes and soon for others'.
import { Injectable, Logger, Optional, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { secondMs } from '../../shared/instant.js';
import type { MonotonicClock } from './lease-beats.js';
import { Lease } from './lease.js';
import { MongoDatabase } from './mongo-database.js';
import { Sequencer } from './sequencer.js';

const beatEveryMs = secondMs;
/** Leaves that other processes wrote are looked for this often, half as often after each look that found nothing new. */
const shortestPauseMs = 250;
const longestPauseMs = secondMs;
/** A leaf is seldom alone: those of the same moment share a batch. */
const gatherMs = 50;
/** What waits at the end is numbered, but the end of the process is not held up for it. */
const farewellMs = 5 * secondMs;

/** Only for processes that live: a command that wrote leaves calls `AuditLog.catchUp` or leaves them to the service. */
@Injectable()
export class SequencerRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('audit log');
  private readonly lease: Lease;
  private running: Promise<void> = Promise.resolve();
  private isStopping = false;
  private hasFailed = false;
  private isWoken = false;
  private endPause: () => void = () => undefined;
  private lastBeatMs = -Infinity;
  private pauseMs = shortestPauseMs;

  constructor(
    private readonly database: MongoDatabase,
    private readonly sequencer: Sequencer,
    @Optional() nowMs?: MonotonicClock,
  ) {
    this.lease = new Lease(database, 'sequencer', nowMs);
  }

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  /** After the last request: whoever leads numbers what waits, then lets go. */
  async onApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    this.wake();
    await this.running;
    try {
      if (this.lease.token !== null) await this.passes(performance.now() + farewellMs);
      await this.lease.release();
    } catch {
      // The store is away: the leaves wait in their documents, and others see the beats stand still.
    }
  }

  private async run(): Promise<void> {
    const stopListening = this.database.onLeaf(() => {
      this.wake();
    });
    while (!this.isStopping) {
      const isDone = await this.turn();
      if (isDone) await this.pause();
    }
    stopListening();
  }

  /** @returns false where more is waiting already. */
  private async turn(): Promise<boolean> {
    try {
      const isDone = !(await this.leads()) || (await this.passes(performance.now() + beatEveryMs));
      if (this.hasFailed) this.logger.log('Leaves are being numbered again');
      this.hasFailed = false;
      return isDone;
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown error';
      if (!this.hasFailed) this.logger.warn(`Numbering leaves failed, they wait in their documents: ${name}`);
      this.hasFailed = true;
      this.pauseMs = longestPauseMs;
      return true;
    }
  }

  private async leads(): Promise<boolean> {
    if (this.lease.token !== null && performance.now() - this.lastBeatMs < beatEveryMs) return true;
    const isHeld = await this.lease.tryTake();
    this.lastBeatMs = performance.now();
    if (!isHeld) this.pauseMs = longestPauseMs;
    return isHeld;
  }

  /** Until nothing waits or the time is over: a beat is due then. @returns whether nothing waits. */
  private async passes(untilMs: number): Promise<boolean> {
    for (let count = 0; performance.now() < untilMs; count += 1) {
      if (!(await this.sequencer.pass())) continue;
      this.pauseMs = count === 0 ? Math.min(this.pauseMs * 2, longestPauseMs) : shortestPauseMs;
      return true;
    }
    return false;
  }

  private wake(): void {
    this.isWoken = true;
    if (this.lease.token !== null || this.isStopping) this.endPause();
  }

  /** Ends early for a leaf of this process, where it leads, and for the end of it. */
  private async pause(): Promise<void> {
    if (!this.isWoken || this.lease.token === null) await this.untilWoken();
    if (this.isWoken && !this.isStopping) await new Promise((resolve) => setTimeout(resolve, gatherMs));
    if (this.isWoken) this.pauseMs = shortestPauseMs;
    this.isWoken = false;
  }

  private untilWoken(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.pauseMs);
      this.endPause = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.isStopping) this.endPause();
    });
  }
}
