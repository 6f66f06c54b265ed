// Answers for a few connections to the relay that are opened when needed, used again, and never handed out dead (R6).
import { DependencyError } from '../../shared/errors.js';
import type { Clock, Timer } from '../../ports/clock.port.js';
import type { SmtpSession } from './smtp-session.js';

interface Waiter {
  readonly resolve: (session: SmtpSession) => void;
  readonly reject: (error: DependencyError) => void;
}

export interface PoolOptions {
  readonly maxConnections: number;
  readonly open: () => Promise<SmtpSession>;
  readonly clock: Clock;
}

const firstBackOffMs = 1_000;
const maxBackOffMs = 60_000;

/** A relay that refuses or does not answer is left alone for a while that doubles, so that it is not hammered. */
export class SmtpPool {
  private readonly idle: SmtpSession[] = [];
  private readonly waiters: Waiter[] = [];
  private readonly live = new Set<SmtpSession>();
  private openingCount = 0;
  private failures = 0;
  private backOff: { readonly timer: Timer; readonly spanMs: number; readonly cause: unknown } | null = null;
  private isClosing = false;
  private onDrained: (() => void) | null = null;

  constructor(private readonly options: PoolOptions) {}

  acquire(): Promise<SmtpSession> {
    if (this.isClosing) return Promise.reject(new DependencyError('SHUTTING_DOWN', 'The mail pool is closing'));
    return new Promise((resolve, reject) => {
      this.waiters.push({ resolve, reject });
      this.serve();
    });
  }

  /** Gives a session back; one that is no longer usable is forgotten. */
  release(session: SmtpSession): void {
    if (this.isClosing) session.quit();
    else if (session.isUsable) this.idle.push(session);
    if (!session.isUsable) this.live.delete(session);
    this.serve();
    this.drainIfDone();
  }

  /** Waits for sessions that are in use, then says goodbye to all. */
  async close(): Promise<void> {
    this.isClosing = true;
    this.rejectWaiters(new DependencyError('SHUTTING_DOWN', 'The mail pool is closing'));
    for (const session of this.idle.splice(0)) {
      this.live.delete(session);
      session.quit();
    }
    if (this.live.size + this.openingCount === 0) return;
    await new Promise<void>((resolve) => {
      this.onDrained = resolve;
    });
  }

  private serve(): void {
    while (this.waiters.length > 0 && this.idle.length > 0) {
      const session = this.idle.pop();
      if (session?.isUsable === true) this.waiters.shift()?.resolve(session);
    }
    const { maxConnections } = this.options;
    while (
      this.waiters.length > this.openingCount &&
      this.live.size + this.openingCount < maxConnections &&
      !this.isBackingOff()
    ) {
      void this.openOne();
    }
    if (this.live.size + this.openingCount === 0) this.rejectWaiters(this.unavailable());
  }

  private async openOne(): Promise<void> {
    this.openingCount += 1;
    try {
      const session = await this.options.open();
      this.failures = 0;
      this.backOff = null;
      this.live.add(session);
      session.onEnd(() => {
        this.forget(session);
      });
      this.openingCount -= 1;
      this.release(session);
    } catch (cause) {
      this.openingCount -= 1;
      this.noteFailure(cause);
      this.serve();
      this.drainIfDone();
    }
  }

  /** Several connections are tried side by side: that all of them fail is one failure of the relay. */
  private noteFailure(cause: unknown): void {
    if (this.isBackingOff()) return;
    const spanMs = Math.min(firstBackOffMs * 2 ** this.failures, maxBackOffMs);
    this.failures += 1;
    this.backOff = { timer: this.options.clock.startTimer(), spanMs, cause };
  }

  private forget(session: SmtpSession): void {
    this.live.delete(session);
    const at = this.idle.indexOf(session);
    if (at >= 0) this.idle.splice(at, 1);
    this.serve();
    this.drainIfDone();
  }

  private isBackingOff(): boolean {
    return this.backOff !== null && this.backOff.timer.elapsedMs() < this.backOff.spanMs;
  }

  private rejectWaiters(error: DependencyError): void {
    for (const waiter of this.waiters.splice(0)) waiter.reject(error);
  }

  private unavailable(): DependencyError {
    const cause = this.backOff?.cause;
    return new DependencyError('SMTP_UNAVAILABLE', 'No connection to the mail relay can be had', { cause });
  }

  private drainIfDone(): void {
    if (this.isClosing && this.live.size + this.openingCount === 0) this.onDrained?.();
  }
}
