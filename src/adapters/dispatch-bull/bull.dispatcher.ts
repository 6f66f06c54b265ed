// Answers for calling the send path for every touch that is due, in any number of processes that share one Redis.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { InjectQueue } from '@nestjs/bull';
import { Injectable } from '@nestjs/common';
import type { Job, Queue } from 'bull';
import { Clock } from '../../ports/clock.port.js';
import { Dispatcher, type QueueCounts, type TouchWork } from '../../ports/dispatcher.port.js';
import { MailTransport } from '../../ports/mail-transport.port.js';
import { TouchSchedule } from '../../ports/touch-schedule.port.js';
import type { TouchId } from '../../shared/ids.js';
import { LostJobs } from './lost-jobs.js';
import { queueError } from './queue-error.js';
import { RedisConnections } from './redis-connections.js';
import { enoughWaiting, TouchFeed } from './touch-feed.js';
import { touchQueueName, type TouchJob } from './touch-queue.js';
import { within } from './within.js';
import { WorkerRest } from './worker-rest.js';

const pollMs = 1_000;
const buryEveryMs = 5_000;
const pauseWithinMs = 3_000;
const answerWithinMs = 2_000;
const closeWithinMs = 5_000;
/** What Bull says of a job that was taken from us while we were frozen, or that a flush took from all. */
const ofLostJob = /^(Missing (key|lock)|Lock mismatch) for job |^Job \S+ is not in the /;

@Injectable()
export class BullDispatcher extends Dispatcher {
  readonly isShared = true;
  private readonly feed: TouchFeed;
  private readonly lost: LostJobs;
  private readonly rest: WorkerRest;
  private readonly inHand = new Set<TouchId>();
  private work: TouchWork | null = null;
  private draining: Promise<void> | null = null;
  private isFilling = false;
  private isAskedAgain = false;
  /** The store may hold due touches that are not in the queue. */
  private mayHaveMore = true;
  private takenSinceFill = 0;
  private onIdle: (() => void)[] = [];

  constructor(
    @InjectQueue(touchQueueName) private readonly queue: Queue<TouchJob>,
    private readonly redis: RedisConnections,
    private readonly touches: TouchSchedule,
    private readonly transport: MailTransport,
    private readonly clock: Clock,
  ) {
    super();
    this.feed = new TouchFeed({ queue, touches, clock });
    this.lost = new LostJobs(queue, clock);
    this.rest = new WorkerRest({
      clock,
      pause: () => this.pause(),
      ping: () => redis.ping(),
      resume: () => this.goOn(),
    });
  }

  start(work: TouchWork): void {
    this.work = work;
    // A connection that is closed while it gives its name is taken for ready ever after, and never used again (ioredis 5.11).
    this.queue.setWorkerName = () => Promise.resolve();
    this.queue.on('error', (error) => {
      this.failed(error);
    });
    this.queue.on('drained', () => {
      this.pump();
    });
    // Facts, claim and settlement of some touches run while others hold the connections.
    const concurrency = this.transport.maxConnections * 2 + 4;
    this.queue
      .process(concurrency, (job) => this.handle(job))
      .catch((error: unknown) => {
        this.failed(error);
      });
    void this.poll();
  }

  wake(): void {
    this.mayHaveMore = true;
    this.pump();
  }

  drain(): Promise<void> {
    this.draining ??= this.end();
    return this.draining;
  }

  async counts(): Promise<QueueCounts> {
    const [wait, active, delayed] = (['wait', 'active', 'delayed'] as const).map((list) => this.queue.toKey(list));
    const { client } = this.redis;
    try {
      const [waiting, inHand, putBack] = await Promise.all([
        client.llen(wait ?? ''),
        client.llen(active ?? ''),
        client.zcard(delayed ?? ''),
      ]);
      return { waiting: waiting + putBack, active: inHand };
    } catch (error) {
      throw queueError(error);
    }
  }

  private get isStopping(): boolean {
    return this.draining !== null;
  }

  private async end(): Promise<void> {
    this.rest.stop();
    await this.pause();
    if (this.inHand.size > 0) await new Promise<void>((resolve) => this.onIdle.push(resolve));
    // What Bull has yet to say of the last jobs goes out in this turn, and Redis answers in order.
    await nextTurn();
    await within(answerWithinMs, this.queue.client.ping());
    await this.redis.closeBlocking();
    // Without waiting: Bull's own wait leaves a rejection that nobody handles where Redis is away.
    await within(closeWithinMs, this.queue.close(true));
    await this.redis.closeOfBull();
  }

  private async poll(): Promise<void> {
    let sinceBurial = this.clock.startTimer();
    while (!this.isStopping) {
      this.redis.revive();
      this.wake();
      if (sinceBurial.elapsedMs() >= buryEveryMs) {
        sinceBurial = this.clock.startTimer();
        await this.buryLost();
      }
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

  private async buryLost(): Promise<void> {
    if (this.work === null || this.rest.isResting) return;
    await this.lost.bury(this.work.bury).catch((error: unknown) => {
      this.failed(error);
    });
  }

  private pump(): void {
    if (this.isStopping || this.rest.isResting || this.work === null || !this.mayHaveMore) return;
    if (this.isFilling) this.isAskedAgain = true;
    else void this.fill();
  }

  private async fill(): Promise<void> {
    this.isFilling = true;
    this.mayHaveMore = false;
    this.takenSinceFill = 0;
    try {
      if (await this.feed.fill(this.inHand)) this.mayHaveMore = true;
    } catch (error) {
      this.mayHaveMore = true;
      this.failed(error);
    } finally {
      this.isFilling = false;
    }
    if (!this.isAskedAgain) return;
    this.isAskedAgain = false;
    this.pump();
  }

  /** Ends well in any case but PutBack: the store knows what is still to be done, and when. */
  private async handle(job: Job<TouchJob>): Promise<void> {
    const touchId = String(job.id) as TouchId;
    const { work } = this;
    // After a flush, a touch in hand may come again; it is still due then, and comes once more.
    if (work === null || this.isStopping || this.inHand.has(touchId)) return;
    this.inHand.add(touchId);
    try {
      await this.lost.during(job, () => this.send(touchId, work));
    } finally {
      this.inHand.delete(touchId);
      if (this.inHand.size === 0) for (const resolve of this.onIdle.splice(0)) resolve();
      this.takenSinceFill += 1;
      if (this.takenSinceFill >= enoughWaiting / 2) this.pump();
    }
  }

  private async send(touchId: TouchId, work: TouchWork): Promise<void> {
    try {
      await work.handle(touchId);
      this.rest.succeeded();
    } catch (error) {
      this.mayHaveMore = true;
      this.rest.begin(error);
    }
  }

  private failed(error: unknown): void {
    if (error instanceof Error && ofLostJob.test(error.message)) return;
    this.rest.begin(queueError(error));
  }

  private async pause(): Promise<void> {
    if (this.redis.hasBullBegun) await within(pauseWithinMs, this.queue.pause(true, true));
  }

  private async goOn(): Promise<void> {
    await this.queue.resume(true);
    this.mayHaveMore = true;
    setImmediate(() => {
      this.pump();
    });
  }
}
