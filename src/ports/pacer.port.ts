// Answers for the pace per sender mailbox and per recipient domain, and for how many messages are under way at once.
import type { TouchId } from '../shared/ids.js';
import type { Instant } from '../shared/instant.js';

export interface PaceRequest {
  /** A slot is kept for its touch: who asks again gets the same one, from whichever process. */
  readonly touchId: TouchId;
  /** Opaque keys of the sender's mailbox and of the recipient's domain, without anything personal. */
  readonly sender: string;
  readonly domain: string;
}

export abstract class Pacer {
  /**
   * Takes the next free slot of both lanes, or finds the one that the touch has. A slot that was missed by more than
   * a minute is lost: what piles up in a standstill must not leave in one burst.
   * @returns when the message may go: `now` where it may go now (the slot is used up then), else later.
   * @throws DependencyError where what it runs on does not answer.
   */
  abstract reserve(request: PaceRequest, now: Instant): Promise<Instant>;
  /**
   * Waits for one of the places for messages under way, as many over all processes as FAIRKNOCK_SMTP_CONNECTIONS says.
   * @returns a function that gives the place back. @throws DependencyError.
   */
  abstract enter(): Promise<() => void>;
}
