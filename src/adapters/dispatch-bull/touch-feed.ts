// Answers for bringing what is due in the store into the queue: the store is the truth, the queue may forget everything.
import type { Queue } from 'bull';
import type { Clock } from '../../ports/clock.port.js';
import type { TouchSchedule } from '../../ports/touch-schedule.port.js';
import type { TouchId } from '../../shared/ids.js';
import { queueError } from './queue-error.js';
import { removeRemainsScript } from './remove-remains-script.js';
import type { TouchJob } from './touch-queue.js';

/** Where a job may be; nothing is kept among the completed ones. */
const jobLists = ['wait', 'active', 'delayed', 'failed'] as const;
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
    // One by one, in one flow of bytes: `addBulk` does not say that nothing was added, as after SCRIPT FLUSH.
    await asked(Promise.all(missing.map((touchId) => queue.add({ touchId }, { jobId: touchId }))));
    return due.length === limit;
  }

  /** Every id that the queue has in one of its lists, as of one moment. */
  private async listed(): Promise<{ waitingCount: number; ids: ReadonlySet<string> }> {
    const { queue } = this.parts;
    const [wait, active, delayed, failed] = jobLists.map((list) => queue.toKey(list)) as [
      string,
      string,
      string,
      string,
    ];
    const all = queue.client.multi().lrange(wait, 0, -1).lrange(active, 0, -1);
    const answer = await asked(all.zrange(delayed, 0, -1).zrange(failed, 0, -1).exec());
    const lists = (answer ?? []).map(([error, ids]) => {
      if (error !== null) throw queueError(error);
      return ids as string[];
    });
    return { waitingCount: lists[0]?.length ?? 0, ids: new Set(lists.flat()) };
  }

  /** Their ids would be taken for ever. */
  private async removeRemains(missing: readonly TouchId[]): Promise<void> {
    if (missing.length === 0) return;
    const { queue } = this.parts;
    const keys = jobLists.map((list) => queue.toKey(list));
    await removeRemainsScript.run(queue.client, keys, [queue.toKey(''), ...missing]);
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
