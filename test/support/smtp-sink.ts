// Answers for a mail server that takes everything, remembers when each transaction began, and can be told to misbehave.
import { EventEmitter, once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { localhostCertificate } from './localhost-certificate.js';
import { SmtpSinkSession } from './smtp-sink-session.js';

/** `content`: the first bytes of the content have come; `end`: all of it has. */
export type SinkPhase = 'connect' | 'ehlo' | 'auth' | 'mail_from' | 'rcpt_to' | 'data' | 'content' | 'end';

/** A string is the reply to give; `drop` hangs up, `stall` says nothing more. */
export type SinkBehaviour = 'accept' | 'drop' | 'stall' | { readonly reply: string; readonly thenDrop?: boolean };

export interface SinkTransaction {
  /** `Date.now()` when MAIL FROM had come. */
  readonly startedAt: number;
  readonly connection: number;
  readonly from: string;
  readonly to: string[];
  /** What has come of the content, dots unstuffed. */
  content: string;
  isAccepted: boolean;
}

export type SinkScript = (
  phase: SinkPhase,
  transaction: SinkTransaction | null,
) => SinkBehaviour | Promise<SinkBehaviour>;

/** Says what nodemailer wants to hear; PIPELINING is offered, as real relays do. */
export class SmtpSink {
  readonly transactions: SinkTransaction[] = [];
  connectionCount = 0;
  script: SinkScript = () => 'accept';
  /** EHLO key words. */
  extensions: readonly string[] = ['PIPELINING', '8BITMIME', 'SMTPUTF8', 'AUTH PLAIN'];
  private readonly sockets = new Set<Socket>();
  private readonly events = new EventEmitter();

  private constructor(
    private readonly server: Server,
    private readonly isTls: boolean,
  ) {
    this.events.setMaxListeners(0);
    server.on(isTls ? 'secureConnection' : 'connection', (socket: Socket) => {
      this.connectionCount += 1;
      this.sockets.add(socket);
      socket.on('close', () => {
        this.sockets.delete(socket);
        this.changed();
      });
      new SmtpSinkSession(this, socket, this.connectionCount);
    });
  }

  /**
   * @param o.tls TLS from the first byte, with a certificate that nobody trusts by default.
   * @param o.port where one was before that has gone; else any free one.
   */
  static async start(o: { readonly tls?: boolean; readonly port?: number } = {}): Promise<SmtpSink> {
    const isTls = o.tls === true;
    const server = isTls
      ? createTlsServer({ ...localhostCertificate, noDelay: true })
      : createServer({ noDelay: true });
    const sink = new SmtpSink(server, isTls);
    server.listen(o.port ?? 0, '127.0.0.1');
    await once(server, 'listening');
    return sink;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return this.isTls ? `smtps://localhost:${this.port}` : `smtp://127.0.0.1:${this.port}`;
  }

  get openCount(): number {
    return this.sockets.size;
  }

  /** Transactions whose content was taken. */
  get accepted(): readonly SinkTransaction[] {
    return this.transactions.filter((transaction) => transaction.isAccepted);
  }

  /** Resolves as soon as the condition holds; it is looked at whenever something happens here. */
  async until(condition: (sink: SmtpSink) => boolean): Promise<void> {
    while (!condition(this)) await once(this.events, 'change');
  }

  changed(): void {
    this.events.emit('change');
  }

  /** Hangs up on everybody; new connections are taken. */
  dropAll(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.server.close();
    this.dropAll();
    if (this.server.listening) await once(this.server, 'close');
  }
}
