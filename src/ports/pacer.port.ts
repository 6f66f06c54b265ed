// Answers for the pace per sender mailbox and per recipient domain.
import type { Instant } from '../shared/instant.js';

export abstract class Pacer {
  /**
   * Takes the next free slot of both lanes. @returns when the message may go: `now` or later.
   * @param lanes opaque keys, for example of the sender mailbox and of the recipient domain.
   */
  abstract reserve(lanes: { readonly sender: string; readonly domain: string }, now: Instant): Promise<Instant>;
}
