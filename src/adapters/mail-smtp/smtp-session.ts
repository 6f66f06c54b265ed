// Answers for one connection to the relay that sends one message at a time under a lease (R5-R7).
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Clock } from '../../ports/clock.port.js';
import type { MailOutcome, OutgoingMessage } from '../../ports/mail-transport.port.js';
import { classifyFailure, readReply } from './classify-outcome.js';
import { GatedContent } from './gated-content.js';

export class SmtpSession {
  private isOver = false;
  private readonly endListeners = new Set<() => void>();

  /** @param smtp greeted and logged in. */
  constructor(
    private readonly smtp: SMTPConnection,
    private readonly clock: Clock,
  ) {
    smtp.once('end', () => {
      this.isOver = true;
      for (const listener of this.endListeners) listener();
    });
  }

  /** Calls back when the connection is gone, for whatever reason. */
  onEnd(listener: () => void): void {
    this.endListeners.add(listener);
  }

  /** False as soon as this side knows that the other one has hung up. */
  get isUsable(): boolean {
    const { socket } = this;
    if (this.isOver || this.smtp.destroyed || socket === null) return false;
    return !socket.destroyed && socket.writable && !socket.readableEnded;
  }

  /**
   * One transaction. `isInTime` is asked in the turn in which MAIL FROM is written, and again as soon as the kernel has
   * it: at once on a plain socket; on TLS, whose bytes are handed down a turn later, in the turn in which the socket
   * has become empty. Content waits for that second look, so none can follow a MAIL FROM that left too late (R7).
   */
  send(message: OutgoingMessage, isInTime: () => boolean): Promise<MailOutcome> {
    return new Promise((resolve) => {
      if (!this.isUsable || !isInTime()) {
        resolve({ kind: 'not_started', reply: null, startedAt: null });
        return;
      }
      const content = new GatedContent(message.raw, () => this.socket);
      const startedAt = this.clock.now();
      const envelope = { from: message.envelope.from, to: [message.envelope.to] };
      this.smtp.send(envelope, content, (error, info) => {
        content.destroy();
        if (error === null) resolve({ kind: 'sent', reply: readReply(info.response), startedAt });
        else resolve({ ...classifyFailure(error, content.hasStarted), startedAt });
      });
      const onLate = () => {
        resolve({ kind: 'not_started', reply: null, startedAt });
      };
      this.lookAgain(content, isInTime, onLate);
    });
  }

  /** Ends a transaction that was refused; false where the connection cannot be used again. */
  reset(): Promise<boolean> {
    return new Promise((resolve) => {
      const done = (isReset: boolean) => {
        this.endListeners.delete(onEnd);
        resolve(isReset);
      };
      const onEnd = () => {
        done(false);
      };
      // nodemailer forgets the callback where the connection ends first.
      this.endListeners.add(onEnd);
      this.smtp.reset((error) => {
        done(error === null && this.isUsable);
      });
    });
  }

  /** Says QUIT and leaves. */
  quit(): void {
    if (this.isUsable) this.smtp.quit();
    else this.smtp.close();
    this.isOver = true;
  }

  close(): void {
    this.isOver = true;
    this.smtp.close();
  }

  private get socket() {
    const socket = this.smtp._socket;
    return socket === false ? null : socket;
  }

  private lookAgain(content: GatedContent, isInTime: () => boolean, onLate: () => void): void {
    if (content.destroyed) return;
    if (!isInTime()) {
      onLate();
      // The message first, then the socket: nothing may flow in between, not even a graceful end.
      content.destroy();
      this.socket?.destroy();
      this.close();
    } else if (this.socket?.writableLength === 0) content.allow();
    else {
      setImmediate(() => {
        this.lookAgain(content, isInTime, onLate);
      });
    }
  }
}
