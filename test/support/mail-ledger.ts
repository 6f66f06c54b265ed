// Answers for what a mail server saw of a run, person by person, in the order and at the times of one monotonic clock.
import { headerValue, optOutUrl } from './raw-mail.js';
import type { SinkTransaction, SmtpSink } from './smtp-sink.js';

export interface SeenMail {
  readonly to: string;
  /** `performance.now()` when MAIL FROM had come. */
  readonly startedAt: number;
  readonly messageId: string;
}

export class MailLedger {
  /** Taken mails, in the order in which they were taken. */
  readonly mails: SeenMail[] = [];
  /** The opt-out URL of each person's first mail. */
  readonly urls = new Map<string, string>();
  /** Mails per address. */
  readonly counts = new Map<string, number>();
  /** Transactions that were begun, whatever became of them. */
  readonly begun: { readonly transaction: SinkTransaction; readonly startedAt: number }[] = [];
  private readonly startedAt = new WeakMap<SinkTransaction, number>();

  /** @param o.onBegun RCPT TO has come; `onTaken`: the whole mail has. */
  constructor(
    sink: SmtpSink,
    private readonly o: { onBegun?: (to: string) => void; onTaken?: (mail: SeenMail) => void } = {},
  ) {
    sink.script = (phase, transaction) => {
      if (transaction === null) return 'accept';
      if (phase === 'mail_from') this.begin(transaction);
      if (phase === 'rcpt_to') this.o.onBegun?.(transaction.to[0] ?? '');
      if (phase === 'end') this.take(transaction);
      return 'accept';
    };
  }

  private begin(transaction: SinkTransaction): void {
    const startedAt = performance.now();
    this.startedAt.set(transaction, startedAt);
    this.begun.push({ transaction, startedAt });
  }

  private take(transaction: SinkTransaction): void {
    const to = transaction.to[0] ?? '';
    const messageId = headerValue(transaction.content, 'Message-ID');
    if (!this.urls.has(to)) this.urls.set(to, optOutUrl(transaction.content));
    // Tens of thousands of mails are not kept whole.
    transaction.content = '';
    const mail = { to, startedAt: this.startedAt.get(transaction) ?? Number.NaN, messageId };
    this.mails.push(mail);
    this.counts.set(to, (this.counts.get(to) ?? 0) + 1);
    this.o.onTaken?.(mail);
  }
}
