// Answers for a network between a client and a server of the tests that loses, delays and cuts what the test names.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { ProxyConnection, type ProxiedMessage, type ProxyVerdict } from './proxy-connection.js';
import { isAnswerTo } from './wire-messages.js';

/** Looks at the raw bytes of one request. */
export type Match = (bytes: Buffer) => boolean;
export type ProxyHook = (bytes: Buffer) => ProxyVerdict | Promise<ProxyVerdict>;

/** Names of collections and values stand in MongoDB's and Redis's requests as they are. */
export function contains(...parts: readonly string[]): Match {
  return (bytes) => parts.every((part) => bytes.includes(part));
}

interface Rule {
  /** Sees every message, also those that another rule acts on. */
  observe?(message: ProxiedMessage): void;
  /** Acts on one message, then it is over. @returns null for messages that are not meant. */
  act(message: ProxiedMessage): ProxyVerdict | Promise<ProxyVerdict> | null;
}

/** MongoDB's messages are judged one by one, other protocols by the chunk. */
export class TcpProxy {
  /** What becomes of each message that no rule below was waiting for. */
  onRequest: ProxyHook = () => 'pass';
  onReply: ProxyHook = () => 'pass';
  /** New connections are hung up on, as if nothing listened. */
  refusesConnections = false;
  connectionCount = 0;
  private readonly connections = new Set<ProxyConnection>();
  private readonly rules = new Set<Rule>();

  private constructor(
    private readonly server: Server,
    private readonly targetPort: number,
  ) {
    server.on('connection', (socket: Socket) => {
      this.take(socket);
    });
  }

  static async start(targetPort: number): Promise<TcpProxy> {
    const server = createServer({ noDelay: true });
    const proxy = new TcpProxy(server, targetPort);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get openCount(): number {
    return this.connections.size;
  }

  /** The next such request is lost with its connection: the server never sees it. Resolves when that has happened. */
  cutNextRequest(match: Match): Promise<void> {
    return this.once({ act: (message) => (isRequest(message, match) ? 'cut' : null) });
  }

  /** The next such request is carried out, its answer is lost with the connection. Resolves when that has happened. */
  cutNextReply(match: Match): Promise<void> {
    return this.onAnswer(match, () => 'cut');
  }

  /** The next such request waits here. Resolves when it has come; it goes on after `release`. */
  holdNextRequest(match: Match, release: Promise<unknown>): Promise<void> {
    return this.once({ act: (message) => (isRequest(message, match) ? release.then(() => 'pass') : null) });
  }

  /** The next such request is carried out, its answer waits here. Resolves when it has come; it goes on after `release`. */
  holdNextReply(match: Match, release: Promise<unknown>): Promise<void> {
    return this.onAnswer(match, () => release.then(() => 'pass'));
  }

  /** What was waited for and has not come is waited for no longer. */
  forgetRules(): void {
    this.rules.clear();
  }

  /** Every connection ends; new ones are taken unless `refusesConnections`. */
  cutAll(): void {
    for (const connection of this.connections) connection.destroy();
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.cutAll();
    await closed;
  }

  private take(client: Socket): void {
    client.on('error', () => undefined);
    if (this.refusesConnections) {
      client.resetAndDestroy();
      return;
    }
    this.connectionCount += 1;
    const server = connect({ port: this.targetPort, host: '127.0.0.1', noDelay: true });
    const connection = new ProxyConnection(client, server, (message) => this.judge(message));
    this.connections.add(connection);
    void connection.closed().then(() => this.connections.delete(connection));
  }

  private judge(message: ProxiedMessage): ProxyVerdict | Promise<ProxyVerdict> {
    for (const rule of this.rules) rule.observe?.(message);
    for (const rule of this.rules) {
      const verdict = rule.act(message);
      if (verdict !== null) return verdict;
    }
    return message.direction === 'request' ? this.onRequest(message.bytes) : this.onReply(message.bytes);
  }

  /** Keeps the rule until it has acted. */
  private once(rule: Rule): Promise<void> {
    return new Promise((resolve) => {
      const acting: Rule = {
        ...rule,
        act: (message) => {
          const verdict = rule.act(message);
          if (verdict === null) return null;
          this.rules.delete(acting);
          resolve();
          return verdict;
        },
      };
      this.rules.add(acting);
    });
  }

  private onAnswer(match: Match, verdict: () => ProxyVerdict | Promise<ProxyVerdict>): Promise<void> {
    let asked: ProxiedMessage | null = null;
    return this.once({
      observe: (message) => {
        // A request whose connection ended before its answer came was not answered: its repetition may be.
        if ((asked === null || asked.connection.isOver) && isRequest(message, match)) asked = message;
      },
      act: (message) => (asked !== null && isAnswer(message, asked) ? verdict() : null),
    });
  }
}

function isAnswer(message: ProxiedMessage, asked: ProxiedMessage): boolean {
  const isMeant = message.direction === 'reply' && message.connection === asked.connection;
  return isMeant && isAnswerTo(message.bytes, asked.bytes);
}

function isRequest(message: ProxiedMessage, match: Match): boolean {
  return message.direction === 'request' && match(message.bytes);
}

/** A network on a free port of this machine in front of a server of this machine. */
export function startProxy(targetPort: number): Promise<TcpProxy> {
  return TcpProxy.start(targetPort);
}
