// Answers for handing one message to the mail relay under a lease (ledger protocol, R5-R7).
import type { Instant } from '../shared/instant.js';

export interface OutgoingMessage {
  readonly envelope: { readonly from: string; readonly to: string };
  /** The whole message, CRLF line ends, signed already where it is signed. */
  readonly raw: Buffer;
}

export interface MailReply {
  /** The command that was answered; a refusal of the sender says nothing about the recipient. */
  readonly phase: 'mail_from' | 'rcpt_to' | 'data';
  readonly code: number;
  /** RFC 3463 status such as `5.1.1`; null where the server gave none. */
  readonly status: string | null;
  /** Text of the server with addresses taken out. */
  readonly text: string;
}

/**
 * `sent`: accepted after the content. `deferred` (4yz) and `refused` (5yz): the server said no, certainly not accepted.
 * `not_started`: the lease was over, or the connection ended before any content byte. `unknown`: anything unclear after
 * content began.
 */
export type MailOutcome = {
  readonly kind: 'sent' | 'deferred' | 'refused' | 'not_started' | 'unknown';
  readonly reply: MailReply | null;
  /** When MAIL FROM was handed to the kernel; null where it was not. */
  readonly startedAt: Instant | null;
};

export interface MailConnection {
  /**
   * Sends one message and gives the connection back to the pool, or closes it. Calls `isInTime` in the same event-loop
   * turn directly before MAIL FROM and again directly after it was written (R6, R7). Never rejects.
   */
  send(message: OutgoingMessage, isInTime: () => boolean): Promise<MailOutcome>;
  /** Gives the connection back unused. */
  release(): void;
}

export abstract class MailTransport {
  /** Host name of the relay; null where none is configured. */
  abstract readonly relayHost: string | null;
  /** How many messages may be in flight at once. */
  abstract readonly maxConnections: number;
  /**
   * An idle, greeted and authenticated connection (R6); waits while all are busy.
   * @throws DependencyError SMTP_UNAVAILABLE where none can be had.
   */
  abstract acquire(): Promise<MailConnection>;
  /** Signs with DKIM where it is configured (RFC 6376; both list headers signed); else returns the message as it is. */
  abstract sign(raw: Buffer): Promise<Buffer>;
  /** Waits for messages in flight, then closes. */
  abstract close(): Promise<void>;
}
