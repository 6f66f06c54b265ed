// Answers for the demo's mail server: takes every message, sends none on, and shows them on a small web page.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { CaughtMail } from './caught-mail.js';
import { mailListPage, mailPage } from './mail-pages.js';

/** Listens on loopback, on ports that the system chooses. */
export class MailCatcher {
  readonly mails: CaughtMail[] = [];
  private readonly listeners = new Set<(mail: CaughtMail) => void>();
  private readonly starts = new WeakMap<object, number>();

  private readonly smtp = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onMailFrom: (_address, session, done) => {
      this.starts.set(session, performance.now());
      done();
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      const startedAt = this.starts.get(session) ?? performance.now();
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map((recipient) => recipient.address).join(', ');
        this.keep({ to, startedAt, raw: Buffer.concat(chunks) }).then(() => {
          done();
        }, done);
      });
    },
  });

  private readonly web: Server = createServer((request, response) => {
    const index = /^\/mails\/(\d+)$/.exec(request.url ?? '')?.[1];
    const mail = index === undefined ? undefined : this.mails[Number(index)];
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'");
    response.end(mail === undefined ? mailListPage(this.mails) : mailPage(mail));
  });

  async start(): Promise<{ smtpUrl: string; webUrl: string }> {
    // Without a listener one broken client would end the process.
    this.smtp.on('error', () => undefined);
    await new Promise<void>((resolve) => this.smtp.listen(0, '127.0.0.1', resolve));
    await new Promise<void>((resolve) => this.web.listen(0, '127.0.0.1', resolve));
    const port = (server: { address(): unknown }) => String((server.address() as AddressInfo).port);
    return { smtpUrl: `smtp://127.0.0.1:${port(this.smtp.server)}`, webUrl: `http://127.0.0.1:${port(this.web)}` };
  }

  onMail(listener: (mail: CaughtMail) => void): void {
    this.listeners.add(listener);
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.smtp.close(resolve);
    });
    this.web.closeAllConnections();
    await new Promise((resolve) => this.web.close(resolve));
  }

  private async keep(caught: Omit<CaughtMail, 'mail'>): Promise<void> {
    const mail = { ...caught, mail: await PostalMime.parse(caught.raw) };
    this.mails.push(mail);
    for (const listener of this.listeners) listener(mail);
  }
}
