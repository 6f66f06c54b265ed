// Answers for the life of a process that stays: start, one line when ready, a graceful end.
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule, type HostParts } from '../app.module.js';
import type { Config } from '../config/config.js';
import { processEnvironment } from '../config/process-environment.js';
import { readConfig } from '../config/read-config.js';
import { createApp } from '../http/create-app.js';
import { describeError } from '../http/describe-error.js';
import { secondMs } from '../shared/instant.js';
import { startFailure } from './refuse-start.js';
import { reservePort } from './reserve-port.js';

// After the longest SMTP transaction that is waited for.
const graceSeconds = 30;

export interface ProcessOptions {
  /** Said with the URL after it when the process is ready. */
  readonly readyWords: string;
  readonly role?: HostParts['role'];
  /** @throws StartRefusal */
  readonly check?: (config: Config) => void;
}

function sayReady(words: string, config: Config): void {
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  process.stdout.write(`${words} http://${host}:${config.port}\n`);
}

async function start({ role, check }: ProcessOptions): Promise<{ app: NestFastifyApplication; config: Config }> {
  const environment = processEnvironment();
  const wanted = readConfig(environment).config;
  check?.(wanted);
  const reservation = await reservePort(wanted.host, wanted.port);
  const { config, warnings } = readConfig(environment, reservation.port);
  const app = await createApp(AppModule.forRoot(config, role === undefined ? {} : { role }), config);
  for (const warning of warnings) app.getHttpAdapter().getInstance().log.warn(warning);
  await reservation.release();
  await app.listen(config.port, config.host);
  return { app, config };
}

/**
 * Resolves with the exit code when the process was told to end and everything in hand has ended. Messages end first,
 * then requests: until then opt-outs are still taken. A second signal ends it at once.
 */
function untilStopped(app: NestFastifyApplication, config: Config): Promise<number> {
  return new Promise((resolve) => {
    const stop = () => {
      for (const signal of ['SIGTERM', 'SIGINT'] as const) process.removeListener(signal, stop);
      const limitMs = (config.smtpTimeoutSeconds + graceSeconds) * secondMs;
      setTimeout(() => {
        resolve(1);
      }, limitMs).unref();
      app.close().then(
        () => {
          resolve(0);
        },
        () => {
          resolve(1);
        },
      );
    };
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop);
  });
}

/** An error that nobody caught leaves the state in doubt: say so and end; the store is the truth. */
function endOnUncaught(app: NestFastifyApplication): void {
  const end = (error: unknown) => {
    app
      .getHttpAdapter()
      .getInstance()
      .log.fatal({ error: describeError(error) }, 'uncaught error');
    process.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}

/** @returns the exit code. */
export async function runProcess(options: ProcessOptions): Promise<number> {
  try {
    const { app, config } = await start(options);
    endOnUncaught(app);
    const stopped = untilStopped(app, config);
    sayReady(options.readyWords, config);
    return await stopped;
  } catch (error) {
    process.stderr.write(`fairknock: ${startFailure(error)}\n`);
    return 1;
  }
}
