// Answers for calling the send path for every touch that is due; the store is the truth, a dispatcher may lose everything.
import type { TouchId } from '../shared/ids.js';

/** What a dispatcher does with a touch. */
export interface TouchWork {
  /** Sends it, or finds out why not. Rejects with DependencyError only: then it comes up again after a pause. */
  readonly handle: (touchId: TouchId) => Promise<void>;
  /** Takes it out of the plan until a person puts it back: no process survives handling it. */
  readonly bury: (touchId: TouchId) => Promise<void>;
}

export interface QueueCounts {
  /** Handed out to nobody yet. */
  readonly waiting: number;
  /** In the hands of a process at this moment. */
  readonly active: number;
}

export abstract class Dispatcher {
  /** Several processes may dispatch at once; else only the one that leads (ProcessLead). */
  abstract readonly isShared: boolean;
  /** Starts to call `work` for due touches, several at once, never twice at the same time for one touch in this process. */
  abstract start(work: TouchWork): void;
  /** Something may have become due earlier than planned. */
  abstract wake(): void;
  /** Takes no new touches and resolves when those in hand have ended. */
  abstract drain(): Promise<void>;
  /** @throws DependencyError QUEUE_UNAVAILABLE where what it runs on does not answer. */
  abstract counts(): Promise<QueueCounts>;
}
