// Answers for one connection to the test mail server: lines in, replies out, each step decided by the script.
import type { Socket } from 'node:net';
import type { SinkBehaviour, SinkPhase, SinkTransaction, SmtpSink } from './smtp-sink.js';

interface Step {
  readonly phase: SinkPhase | null;
  readonly reply: (session: SmtpSinkSession) => string;
}

const steps: Readonly<Record<string, Step>> = {
  EHLO: { phase: 'ehlo', reply: (session) => session.greeting() },
  HELO: { phase: 'ehlo', reply: () => '250 sink' },
  AUTH: { phase: 'auth', reply: () => '235 2.7.0 Authenticated' },
  MAIL: { phase: 'mail_from', reply: () => '250 2.1.0 Ok' },
  RCPT: { phase: 'rcpt_to', reply: () => '250 2.1.5 Ok' },
  DATA: { phase: 'data', reply: () => '354 End data with <CR><LF>.<CR><LF>' },
  RSET: { phase: null, reply: () => '250 2.0.0 Ok' },
  NOOP: { phase: null, reply: () => '250 2.0.0 Ok' },
  QUIT: { phase: null, reply: () => '221 2.0.0 Bye' },
};

const endOfContent = '\r\n.\r\n';

export class SmtpSinkSession {
  private pending = '';
  private isBusy = false;
  private isInContent = false;
  private isSilent = false;
  private hasFailed = false;
  private current: SinkTransaction | null = null;

  constructor(
    private readonly sink: SmtpSink,
    private readonly socket: Socket,
    private readonly number: number,
  ) {
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      this.pending += chunk.toString('latin1');
      void this.work();
    });
    void this.answer('connect', '220 sink ESMTP');
  }

  greeting(): string {
    const lines = ['sink', ...this.sink.extensions];
    return lines.map((line, index) => `250${index === lines.length - 1 ? ' ' : '-'}${line}`).join('\r\n');
  }

  private async work(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    while (!this.isSilent && (this.isInContent ? await this.takeContent() : await this.takeLine()));
    this.isBusy = false;
  }

  private async takeLine(): Promise<boolean> {
    const end = this.pending.indexOf('\r\n');
    if (end < 0) return false;
    const line = this.pending.slice(0, end);
    this.pending = this.pending.slice(end + 2);
    const verb = line.slice(0, 4).toUpperCase();
    const step = steps[verb] ?? { phase: null, reply: () => '500 5.5.1 What?' };
    this.note(verb, line);
    if (step.phase === null) this.write(step.reply(this));
    else await this.answer(step.phase, step.reply(this));
    if (verb === 'QUIT') this.socket.end();
    return true;
  }

  private note(verb: string, line: string): void {
    const address = /<([^>]*)>/.exec(line)?.[1] ?? '';
    if (verb === 'MAIL') {
      this.hasFailed = false;
      const base = { startedAt: Date.now(), connection: this.number, from: address };
      this.current = { ...base, to: [], content: '', isAccepted: false };
      this.sink.transactions.push(this.current);
    }
    if (verb === 'RCPT') this.current?.to.push(address);
    if (verb === 'RSET') this.current = null;
  }

  private async answer(phase: SinkPhase, reply: string): Promise<void> {
    // A pipelining server refuses what follows a refusal (RFC 2920).
    if (this.hasFailed && (phase === 'rcpt_to' || phase === 'data')) {
      this.write('503 5.5.1 Bad sequence of commands');
      return;
    }
    const behaviour = await this.sink.script(phase, this.current);
    this.sink.changed();
    if (!this.isPassing(behaviour)) return;
    this.write(reply);
    if (phase === 'data') this.isInContent = true;
  }

  /** @returns true where the normal reply follows. */
  private isPassing(behaviour: SinkBehaviour): boolean {
    if (behaviour === 'accept') return true;
    this.hasFailed = true;
    if (behaviour === 'drop') this.socket.destroy();
    else if (behaviour === 'stall') this.isSilent = true;
    else {
      this.write(behaviour.reply);
      if (behaviour.thenDrop === true) this.socket.end();
    }
    return false;
  }

  private async takeContent(): Promise<boolean> {
    const transaction = this.current;
    if (this.pending === '' || transaction === null) return false;
    if (transaction.content === '' && !this.isPassing(await this.sink.script('content', transaction))) return false;
    const all = transaction.content + this.pending;
    const end = all.indexOf(endOfContent);
    transaction.content = end < 0 ? all : all.slice(0, end + 2).replace(/^\.\./gm, '.');
    this.pending = end < 0 ? '' : all.slice(end + endOfContent.length);
    this.sink.changed();
    if (end < 0) return false;
    this.isInContent = false;
    await this.finish();
    return true;
  }

  private async finish(): Promise<void> {
    const behaviour = await this.sink.script('end', this.current);
    if (!this.isPassing(behaviour)) return;
    if (this.current !== null) this.current.isAccepted = true;
    this.write('250 2.0.0 Queued');
    this.sink.changed();
  }

  private write(reply: string): void {
    if (!this.socket.destroyed) this.socket.write(`${reply}\r\n`);
  }
}
