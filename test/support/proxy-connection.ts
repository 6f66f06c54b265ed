// Answers for one connection through the proxy of the tests: its messages in order, each judged before it goes on.
import type { Socket } from 'node:net';
import { isMongoMessage, WireMessages } from './wire-messages.js';

export type Direction = 'request' | 'reply';
/** `pass` goes on, `drop` is lost while the connection stays, `cut` is lost and the connection with it. */
export type ProxyVerdict = 'pass' | 'drop' | 'cut';

export interface ProxiedMessage {
  readonly direction: Direction;
  readonly bytes: Buffer;
  readonly connection: ProxyConnection;
}

/** A promise delays the message and all behind it in this direction of this connection. */
export type Judge = (message: ProxiedMessage) => ProxyVerdict | Promise<ProxyVerdict>;

export class ProxyConnection {
  private isMongo: boolean | null = null;

  constructor(
    private readonly client: Socket,
    private readonly server: Socket,
    private readonly judge: Judge,
  ) {
    this.carry('request', client, server);
    this.carry('reply', server, client);
  }

  /**
   * The client's side ends at once. What was let through before still reaches the server, which sees the end after it:
   * an abrupt end could make it throw away requests that it has not read yet.
   */
  cut(): void {
    this.client.resetAndDestroy();
    this.server.end();
    this.server.resume();
  }

  destroy(): void {
    this.client.destroy();
    this.server.destroy();
  }

  get isOver(): boolean {
    return this.client.destroyed;
  }

  /** However it ends: a client that is killed resets it. */
  closed(): Promise<void> {
    const { client } = this;
    return new Promise((resolve) => {
      if (client.closed) resolve();
      else
        client.once('close', () => {
          resolve();
        });
    });
  }

  private carry(direction: Direction, from: Socket, to: Socket): void {
    const messages = new WireMessages();
    let last = Promise.resolve();
    from.on('data', (chunk: Buffer) => {
      // The client speaks first in both protocols.
      this.isMongo ??= isMongoMessage(chunk);
      const whole = this.isMongo ? messages.push(chunk) : [chunk];
      for (const bytes of whole) last = last.then(() => this.pass({ direction, bytes, connection: this }, to));
    });
    from.on('error', () => undefined);
    from.on('close', () => {
      // The other side ends after everything that is still being judged.
      void last.then(() => {
        to.destroySoon();
      });
    });
  }

  private async pass(message: ProxiedMessage, to: Socket): Promise<void> {
    if (this.isOver) return;
    const verdict = await this.judge(message);
    if (verdict === 'cut') this.cut();
    if (verdict === 'pass' && to.writable) to.write(message.bytes);
  }
}
