// Answers for `fairknock demo`: a whole campaign of a made-up company on a temporary store, with a mail catcher.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import type { Command } from 'commander';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FirstAccountsService } from '../accounts/first-accounts.service.js';
import { AppModule } from '../app.module.js';
import { readConfig } from '../config/read-config.js';
import { DemoClient } from '../demo/demo-client.js';
import { MailCatcher } from '../demo/mail-catcher.js';
import { runDemo, type DemoResult } from '../demo/run-demo.js';
import { verdictTable } from '../demo/verdict-table.js';
import { createApp } from '../http/create-app.js';
import { Clock } from '../ports/clock.port.js';
import { toIso } from '../shared/instant.js';
import { reservePort } from './reserve-port.js';

interface DemoOptions {
  readonly exit?: true;
}

const lookAgainMs = 100;

/** Nothing of the caller's environment comes in: the demo never touches a real store or relay. */
async function startService(dataDir: string, smtpUrl: string): Promise<{ app: NestFastifyApplication; url: string }> {
  const reservation = await reservePort('127.0.0.1', 0);
  const environment = {
    FAIRKNOCK_DATA_DIR: dataDir,
    FAIRKNOCK_SMTP_URL: smtpUrl,
    FAIRKNOCK_RATE_PER_SENDER: '0',
    FAIRKNOCK_RATE_PER_DOMAIN: '0',
    FAIRKNOCK_LOG_LEVEL: 'error',
  };
  const { config } = readConfig(environment, reservation.port);
  const app = await createApp(AppModule.forRoot(config), config);
  await reservation.release();
  await app.listen(config.port, config.host);
  return { app, url: config.publicUrl };
}

interface Stage {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly catcher: MailCatcher;
  readonly say: (line: string) => void;
}

async function playStory({ app, url, catcher, say }: Stage) {
  const keys = await app.get(FirstAccountsService, { strict: false }).create();
  if (keys === null) throw new Error('the temporary store is not empty');
  const clock = app.get(Clock, { strict: false });
  const client = (key: string) => new DemoClient(url, key);
  const second = { name: 'Second data-protection officer', kind: 'person', roles: ['dpo'] };
  const { key } = await client(keys.admin).post<{ key: string }>('/v1/accounts', second);
  const result = await runDemo({
    sales: client(keys.sales),
    dpo: client(keys.dpo),
    secondDpo: client(key),
    auditor: client(keys.auditor),
    catcher,
    say,
    pause: () => clock.wait(lookAgainMs),
    now: clock.now(),
    nextReviewOn: DateTime.fromISO(toIso(clock.now()), { zone: 'utc' }).plus({ months: 11 }).toISODate() ?? '',
  });
  return { result, keys };
}

function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        resolve();
      });
  });
}

function summary(result: DemoResult): string {
  return JSON.stringify({ ...result, rows: undefined });
}

function showResult(result: DemoResult, places: readonly (readonly [string, string])[]): void {
  const lines = [
    '',
    verdictTable(result.rows),
    '',
    result.broken.length === 0 ? 'All promises were kept.' : `BROKEN: ${result.broken.join('; ')}`,
    summary(result),
    '',
    ...places.map(([what, where]) => `${what.padEnd(26)} ${where}`),
    '',
    'Ctrl-C ends the demo and removes its files.',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function show({ app, url, catcher, say }: Stage, webUrl: string, isUnattended: boolean): Promise<number> {
  const { result, keys } = await playStory({ app, url, catcher, say });
  if (isUnattended) {
    process.stdout.write(`${summary(result)}\n`);
  } else {
    const places = [
      ['Caught mail, opt-out pages', webUrl],
      ['API documents', `${url}/docs`],
      ['Key of the auditor', keys.auditor],
      ['Key of the salesperson', keys.sales],
    ] as const;
    showResult(result, places);
    await untilInterrupted();
  }
  return result.broken.length === 0 ? 0 : 1;
}

/** @returns the exit code: 1 where a promise was broken. */
async function demo(options: DemoOptions): Promise<number> {
  const isUnattended = options.exit === true;
  const say = (line: string) => (isUnattended ? process.stderr : process.stdout).write(`${line}\n`);
  const dataDir = await mkdtemp(join(tmpdir(), 'fairknock-demo-'));
  const catcher = new MailCatcher();
  try {
    const { smtpUrl, webUrl } = await catcher.start();
    const { app, url } = await startService(dataDir, smtpUrl);
    try {
      return await show({ app, url, catcher, say }, webUrl, isUnattended);
    } finally {
      await app.close();
    }
  } finally {
    await catcher.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('run a whole campaign of a made-up company on a temporary store')
    .option('--exit', 'unattended: print a JSON summary and end; exit code 1 if a promise was broken')
    .action(async (options: DemoOptions) => {
      process.exitCode = await demo(options);
    });
}
