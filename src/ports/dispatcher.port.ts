// Answers for calling the send path for every touch that is due; the store is the truth, a dispatcher may lose everything.
import type { TouchId } from '../shared/ids.js';

export abstract class Dispatcher {
  /** Starts to call `handle` for due touches, several at once, never twice at the same time for one touch in this process. */
  abstract start(handle: (touchId: TouchId) => Promise<void>): void;
  /** Something may have become due earlier than planned. */
  abstract wake(): void;
  /** Takes no new touches and resolves when those in hand have ended. */
  abstract drain(): Promise<void>;
}
