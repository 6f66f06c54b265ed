// Answers for jobs whose worker died: suspects are handled one at a time, and one that no process survives is buried.
import { Logger } from '@nestjs/common';
import type { Job, Queue } from 'bull';
import type { Clock } from '../../ports/clock.port.js';
import type { TouchWork } from '../../ports/dispatcher.port.js';
import { processId, type TouchId } from '../../shared/ids.js';
import { codeOf } from './queue-error.js';
import type { TouchJob } from './touch-queue.js';

const atOnce = 20;
const buryWithinMs = 10_000;

/** Meanwhile those that came with it are put back, so that they are not there when it strikes. */
const beforeSuspectMs = 500;

/** Tells Bull to bring a job up again in some seconds, with its count of lost workers kept. */
export class PutBack extends Error {
  override readonly name = 'PutBack';
}

export class LostJobs {
  private readonly logger = new Logger('BullDispatcher');
  private suspect: string | null = null;

  constructor(
    private readonly queue: Queue<TouchJob>,
    private readonly clock: Clock,
  ) {}

  /**
   * A process takes all that it had in hand with it, the touch that killed it and those beside it. Handled one at a time
   * in each process, only the guilty one is ever there when the next process dies.
   * @throws PutBack where another suspect is in hand here.
   */
  async during(job: Job<TouchJob>, handle: () => Promise<void>): Promise<void> {
    if (!(await this.isSuspect(job))) return handle();
    if (this.suspect !== null) throw new PutBack();
    this.suspect = String(job.id);
    try {
      await this.clock.wait(beforeSuspectMs);
      await handle();
    } finally {
      this.suspect = null;
    }
  }

  private async isSuspect(job: Job<TouchJob>): Promise<boolean> {
    // Where Redis does not say, the touch is handled like every other: this only spares innocent ones.
    const count = await this.queue.client.hget(this.queue.toKey(String(job.id)), 'stalledCounter').catch(() => null);
    return Number(count ?? 0) > 0;
  }

  /** Any living worker does it; the store has the dead letter before Redis forgets the job. */
  async bury(bury: TouchWork['bury']): Promise<void> {
    for (const job of await this.queue.getFailed(0, atOnce - 1)) {
      const touchId = String(job.id) as TouchId;
      const lock = this.queue.toKey(`burying:${touchId}`);
      if ((await this.queue.client.set(lock, processId, 'PX', buryWithinMs, 'NX')) === null) continue;
      await bury(touchId);
      await job.remove().catch((error: unknown) => {
        this.logger.warn(`Touch ${touchId} is laid aside but stays in the queue (${codeOf(error)})`);
      });
    }
  }
}
