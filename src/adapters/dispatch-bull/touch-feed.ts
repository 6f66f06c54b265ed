// Answers for bringing what is due in the store into the queue: the store is the truth, the queue may forget everything.
import type { Queue } from 'bull';
import type { Clock } from '../../ports/clock.port.js';
import type { TouchSchedule } from '../../ports/touch-schedule.port.js';
import type { TouchId } from '../../shared/ids.js';
import { queueError } from './queue-error.js';
import type { TouchJob } from './touch-queue.js';

const batch = 256;
/** With so many waiting, nobody asks the store for more. */
export const enoughWaiting = 128;

export interface FeedParts {
  readonly queue: Queue<TouchJob>;
  readonly touches: TouchSchedule;
  readonly clock: Clock;
}

/** Every worker feeds; what another one has added meanwhile has its id in the queue already, and Bull adds it once. */
export class TouchFeed {
  /** What the last look had to add. */
  private added: ReadonlySet<TouchId> = new Set();

  constructor(private readonly parts: FeedParts) {}

  /**
   * @param inHand touches that this process works on, in the queue or, after a flush, no longer.
   * @returns whether the store may hold more than the queue now does. @throws DependencyError.
   */
  async fill(inHand: ReadonlySet<TouchId>): Promise<boolean> {
    const { queue, touches, clock } = this.parts;
    const listed = await this.listed();
    if (listed.waitingCount >= enoughWaiting) return true;
    const limit = listed.ids.size + inHand.size + batch;
    const due = await touches.due(clock.now(), limit);
    const missing = due.map(({ id }) => id).filter((id) => !listed.ids.has(id) && !inHand.has(id));
    await this.removeRemains(missing);
    await asked(queue.addBulk(missing.map((touchId) => ({ data: { touchId }, opts: { jobId: touchId } }))));
    this.added = new Set(missing);
    return due.length === limit;
  }

  /** Every id that the queue has in one of its lists, as of one moment. */
  private async listed(): Promise<{ waitingCount: number; ids: ReadonlySet<string> }> {
    const { queue } = this.parts;
    const key = (list: string) => queue.toKey(list);
    const answer = await asked(
      queue.client
        .multi()
        .lrange(key('wait'), 0, -1)
        .lrange(key('active'), 0, -1)
        .zrange(key('delayed'), 0, -1)
        .zrange(key('failed'), 0, -1)
        .exec(),
    );
    const lists = (answer ?? []).map(([error, ids]) => {
      if (error !== null) throw queueError(error);
      return ids as string[];
    });
    return { waitingCount: lists[0]?.length ?? 0, ids: new Set(lists.flat()) };
  }

  /**
   * What was added a moment ago and is in no list now: done, and due once more; or its list is gone (evicted, flushed)
   * and what is left of the job keeps its id taken. Where a worker holds it, it stays.
   */
  private async removeRemains(missing: readonly TouchId[]): Promise<void> {
    for (const touchId of missing.filter((id) => this.added.has(id))) {
      const job = await asked(this.parts.queue.getJob(touchId));
      await job?.remove().catch(() => undefined);
    }
  }
}

/** @throws DependencyError QUEUE_UNAVAILABLE. */
async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw queueError(error);
  }
}
