// Answers for the whole application on SQLite in memory, with a key per role, for integration tests.
import { rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Abstract, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FirstAccountsService } from '../../src/accounts/first-accounts.service.js';
import { AppModule, type HostParts } from '../../src/app.module.js';
import type { Config } from '../../src/config/config.js';
import { createApp } from '../../src/http/create-app.js';
import type { Role } from '../../src/ports/account-store.port.js';
import type { Clock } from '../../src/ports/clock.port.js';
import { reservePort } from '../../src/cli/reserve-port.js';
import { minuteMs } from '../../src/shared/instant.js';
import { FakeClock } from './fake-clock.js';
import { temporaryFolder, testConfig } from './test-config.js';

export interface OpenAppOptions {
  readonly config?: Partial<Config>;
  /** Without it the system clock. */
  readonly clock?: Clock;
  /** A file instead of memory, for tests that open it twice. */
  readonly databasePath?: string;
  /** Without it the process does everything. */
  readonly role?: HostParts['role'];
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly text: string;
  /** The parsed body; `null` where it is empty or no JSON. */
  // A test reads whatever shape it expects.
  readonly body: ReturnType<typeof JSON.parse>;
}

export interface CallOptions {
  /** A role, a key's text, or null for none. */
  readonly as?: Role | (string & {}) | null;
  readonly body?: object | string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface OpenApp {
  readonly app: NestFastifyApplication;
  readonly config: Config;
  readonly keys: Readonly<Record<Role, string>>;
  /** Sends a request without a socket. `target` is `METHOD /path`. */
  call(target: string, options?: CallOptions): Promise<Answer>;
  /** A port or service of the running application. */
  port<T>(token: Type<T> | Abstract<T>): T;
  /** Listens on a free port. @returns the base URL. */
  listen(): Promise<string>;
  close(): Promise<void>;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function caller(app: NestFastifyApplication, keys: Readonly<Record<Role, string>>) {
  return async (target: string, { as = null, body, headers = {} }: CallOptions = {}): Promise<Answer> => {
    const [method = 'GET', url = '/'] = target.split(' ');
    const key = as === null ? null : ((keys as Record<string, string>)[as] ?? as);
    const reply = await app.inject({
      method: method as 'GET',
      url,
      headers: { ...(key === null ? {} : { authorization: `Bearer ${key}` }), ...headers },
      ...(body === undefined ? {} : { payload: body }),
    });
    return { status: reply.statusCode, headers: reply.headers, text: reply.payload, body: parsed(reply.payload) };
  };
}

/** What waits by a hand-driven clock would wait for ever. */
async function closeInTime(app: NestFastifyApplication, clock: Clock | undefined): Promise<void> {
  const state = { isClosed: false };
  const closing = app.close().finally(() => {
    state.isClosed = true;
  });
  while (clock instanceof FakeClock && !state.isClosed) await clock.advance(minuteMs);
  await closing;
}

export async function openApp(options: OpenAppOptions = {}): Promise<OpenApp> {
  const reservation = await reservePort('127.0.0.1', 0);
  const dataDir = options.config?.dataDir ?? temporaryFolder();
  const url = `http://127.0.0.1:${reservation.port}`;
  const config = testConfig({ port: reservation.port, publicUrl: url, ...options.config, dataDir });
  const module = AppModule.forRoot(config, {
    databasePath: options.databasePath ?? ':memory:',
    ...(options.clock === undefined ? {} : { clock: options.clock }),
    ...(options.role === undefined ? {} : { role: options.role }),
  });
  const app = await createApp(module, config);
  const keys = (await app.get(FirstAccountsService).create()) ?? ({} as Record<Role, string>);
  const release = () => reservation.release();
  return {
    app,
    config,
    keys,
    call: caller(app, keys),
    port: (token) => app.get(token),
    listen: async () => {
      await release();
      const server = await app.listen(config.port, '127.0.0.1').then(() => app.getHttpServer());
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    close: async () => {
      await closeInTime(app, options.clock);
      await release().catch(() => undefined);
      if (options.config?.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
