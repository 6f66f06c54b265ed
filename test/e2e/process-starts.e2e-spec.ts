// Answers for the proof that processes on MongoDB and Redis start only on what is theirs, and say which part is away.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { databaseUri } from '../support/cluster.js';
import { freePort } from '../support/free-port.js';
import { startMongo, type MongoServer } from '../support/mongo-server.js';
import { startRedis, type RedisServer } from '../support/redis-server.js';
import { newDataDir, removeDataDir, runCommand, ServiceProcess, type Settings } from '../support/service-process.js';

// Each test starts several processes.
jest.setTimeout(120_000);

const longestStartMs = 40_000;

let mongo: MongoServer;
let redis: RedisServer;
let folder: string;
let settings: Settings;
beforeAll(async () => {
  [mongo, redis] = await Promise.all([startMongo(), startRedis()]);
  folder = newDataDir();
  settings = {
    FAIRKNOCK_MONGODB_URI: databaseUri(mongo.uri),
    FAIRKNOCK_REDIS_URL: redis.url,
    FAIRKNOCK_KEY_FILE: join(folder, 'keys.json'),
    FAIRKNOCK_PUBLIC_URL: 'http://127.0.0.1:3000',
  };
});
afterAll(async () => {
  await Promise.all([mongo.stop(), redis.stop()]);
  removeDataDir(folder);
});

const run = (args: readonly string[], more: Settings = {}) => runCommand(folder, args, { ...settings, ...more });

/** What a process says that does not start. */
async function refusal(role: 'serve' | 'worker', more: Settings): Promise<string> {
  const begun = performance.now();
  const { code, stdout, stderr } = await run([role], more);
  expect(performance.now() - begun).toBeLessThan(longestStartMs);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr.split('\n')).toEqual([expect.stringMatching(/^fairknock: /), '']);
  return stderr;
}

describe('Before the first start', () => {
  it('is told to migrate, and migrates once however often it is told', async () => {
    expect(await refusal('serve', {})).toContain('run fairknock migrate');
    const [first, second] = [await run(['migrate']), await run(['migrate', '--json'])];
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(first.stdout).toMatch(/^(migration \d+ is done\n)+the MongoDB database is ready for this version\n$/);
    expect(JSON.parse(second.stdout)).toEqual({ ran: [] });
  });

  it('migrates an embedded database as well, which a service then opens', async () => {
    const embedded = { FAIRKNOCK_MONGODB_URI: '', FAIRKNOCK_REDIS_URL: '', FAIRKNOCK_KEY_FILE: '' };
    const dataDir = newDataDir();
    const first = await runCommand(dataDir, ['migrate'], embedded);
    const second = await runCommand(dataDir, ['migrate', '--json'], embedded);
    const service = await ServiceProcess.start(dataDir, embedded);
    expect(await service.stop()).toBe(0);
    removeDataDir(dataDir);
    expect([first.code, second.code, JSON.parse(second.stdout)]).toEqual([0, 0, { ran: [] }]);
    expect(first.stdout).toContain('the SQLite database is ready for this version');
  });
});

describe('A process that cannot work', () => {
  const wrong: readonly { what: string; role: 'serve' | 'worker'; says: RegExp; more: () => Promise<Settings> }[] = [
    {
      what: 'nobody answers where MongoDB should be',
      role: 'serve',
      says: /MongoDB does not answer at FAIRKNOCK_MONGODB_URI/,
      more: async () => ({ FAIRKNOCK_MONGODB_URI: `mongodb://user:hunter2@127.0.0.1:${await freePort()}/x` }),
    },
    {
      what: 'nobody answers where Redis should be',
      role: 'serve',
      says: /Redis at 127\.0\.0\.1:\d+ does not answer/,
      more: async () => ({ FAIRKNOCK_REDIS_URL: `redis://user:hunter2@127.0.0.1:${await freePort()}` }),
    },
    {
      what: 'something else answers where Redis should be',
      role: 'worker',
      says: /Redis at 127\.0\.0\.1:\d+ does not answer/,
      more: () => Promise.resolve({ FAIRKNOCK_REDIS_URL: `redis://:hunter2@127.0.0.1:${mongo.port}` }),
    },
    {
      what: 'something else answers where MongoDB should be',
      role: 'worker',
      says: /MongoDB does not answer at FAIRKNOCK_MONGODB_URI/,
      more: () =>
        Promise.resolve({ FAIRKNOCK_MONGODB_URI: `mongodb://127.0.0.1:${redis.port}/x?directConnection=true` }),
    },
    {
      what: 'the data is kept with another lease',
      role: 'serve',
      says: /FAIRKNOCK_LEASE_MS is 3000, but this data is kept with a lease of 2000 ms/,
      more: () => Promise.resolve({ FAIRKNOCK_LEASE_MS: '3000' }),
    },
    {
      what: 'the data was made with other address keys',
      role: 'serve',
      says: /the address keys are not those/,
      more: () => Promise.resolve({ FAIRKNOCK_KEY_FILE: join(folder, 'other-keys.json') }),
    },
    {
      what: 'it is a worker without a queue',
      role: 'worker',
      says: /FAIRKNOCK_REDIS_URL is not set: without it `fairknock serve` does all the work/,
      more: () => Promise.resolve({ FAIRKNOCK_REDIS_URL: '' }),
    },
    {
      what: 'it is a worker that does not know where links lead',
      role: 'worker',
      says: /FAIRKNOCK_PUBLIC_URL must be set for a worker/,
      more: () => Promise.resolve({ FAIRKNOCK_PUBLIC_URL: '' }),
    },
    {
      what: 'it runs in production without a file of keys that all processes share',
      role: 'serve',
      says: /FAIRKNOCK_KEY_FILE must be set in production/,
      more: () => Promise.resolve({ NODE_ENV: 'production', FAIRKNOCK_KEY_FILE: '' }),
    },
  ];

  // The lease and the keys are known from the first start on.
  beforeAll(async () => {
    expect((await run(['init'])).code).toBe(0);
  });

  it.each(wrong)('ends with one line, code 1 and no password when $what [P9] [R9] [R16]', async (given) => {
    const line = await refusal(given.role, await given.more());
    expect(line).toMatch(given.says);
    expect(line).not.toContain('hunter2');
  });

  it('is examined by doctor, which finds nothing wrong and makes no file', async () => {
    const { code, stdout } = await run(['doctor', '--json']);
    const { isOk, findings } = JSON.parse(stdout) as { isOk: boolean; findings: { check: string }[] };
    expect([code, isOk]).toEqual([0, true]);
    expect(findings.map(({ check }) => check)).toEqual(['keys', 'database', 'lease', 'audit log', 'audit lag']);
    expect(existsSync(join(folder, 'fairknock.sqlite'))).toBe(false);
    const broken = await run(['doctor', '--json'], { FAIRKNOCK_KEY_FILE: join(folder, 'other-keys.json') });
    expect([broken.code, broken.stdout]).toEqual([1, expect.stringContaining('address keys are not those')]);
  });
});
