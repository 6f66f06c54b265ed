// Answers for the proof that every wrong setting refuses the start, names its key and tells no secret.
import { describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { StartRefusal } from '../shared/errors.js';
import { databaseFile, keyFile } from './config.js';
import { readConfig } from './read-config.js';
import { settings } from './settings.js';

const rsa = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
}).privateKey;
const dkim = { FAIRKNOCK_DKIM_DOMAIN: 'firma.example', FAIRKNOCK_DKIM_SELECTOR: 's1' };

function refusal(environment: Record<string, string>): string {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof StartRefusal) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('readConfig', () => {
  it('runs with careful defaults when nothing is set', () => {
    const { config, warnings } = readConfig({});
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://127.0.0.1:3000',
      smtpUrl: null,
      ratePerSender: 30,
      ratePerDomain: 10,
      leaseMs: 2_000,
      staleHours: 24,
      smtpRetryFirstSeconds: 30,
      smtpTimeoutSeconds: 60,
      permitMinutes: 5,
    });
    expect(databaseFile(config)).toBe(resolve('data/fairknock.sqlite'));
    expect(keyFile(config)).toBe(resolve('data/keys.json'));
    expect(warnings).toHaveLength(1);
  });

  it('makes the public URL from the port that was taken when none is set', () => {
    expect(readConfig({ FAIRKNOCK_PORT: '0' }, 40_123).config.publicUrl).toBe('http://127.0.0.1:40123');
    expect(readConfig({ FAIRKNOCK_HOST: '::1' }, 1).config.publicUrl).toBe('http://[::1]:1');
    expect(readConfig({ FAIRKNOCK_HOST: '0.0.0.0' }).config.publicUrl).toBe('http://localhost:3000');
  });

  it('takes an https URL without its last slash and without a warning', () => {
    const { config, warnings } = readConfig({ FAIRKNOCK_PUBLIC_URL: 'https://knock.firma.example/out/' });
    expect([config.publicUrl, warnings]).toEqual(['https://knock.firma.example/out', []]);
  });

  it('counts an empty variable as not set', () => {
    expect(readConfig({ FAIRKNOCK_SMTP_URL: '', FAIRKNOCK_PORT: ' ' }).config).toMatchObject({
      smtpUrl: null,
      port: 3000,
    });
  });

  it.each([
    ['FAIRKNOCK_PORT', '65536'],
    ['FAIRKNOCK_PORT', '-1'],
    ['FAIRKNOCK_PORT', '80.5'],
    ['FAIRKNOCK_PORT', '0x50'],
    ['FAIRKNOCK_RATE_PER_SENDER', 'many'],
    ['FAIRKNOCK_LEASE_MS', '0'],
    ['FAIRKNOCK_SMTP_CONNECTIONS', '0'],
    ['FAIRKNOCK_STALE_HOURS', '0'],
    ['FAIRKNOCK_LOG_LEVEL', 'loud'],
    ['FAIRKNOCK_PUBLIC_URL', 'knock.firma.example'],
    ['FAIRKNOCK_PUBLIC_URL', 'http://knock.firma.example'],
    ['FAIRKNOCK_PUBLIC_URL', 'ftp://127.0.0.1'],
    ['FAIRKNOCK_PUBLIC_URL', 'https://knock.firma.example/?a=1'],
    ['FAIRKNOCK_SMTP_URL', 'mail.firma.example'],
    ['FAIRKNOCK_SMTP_URL', 'http://mail.firma.example'],
    ['FAIRKNOCK_SMTP_URL', 'smtp://mail.firma.example:25'],
    ['FAIRKNOCK_SMTP_URL', 'smtp://127.evil.example'],
    ['FAIRKNOCK_MONGODB_URI', 'http://db.firma.example'],
    ['FAIRKNOCK_MONGODB_URI', 'mongodb://'],
    ['FAIRKNOCK_MONGODB_URI', 'mongodb://h/a.b'],
    ['FAIRKNOCK_MONGODB_URI', 'mongodb://h/a/b'],
    ['FAIRKNOCK_REDIS_URL', 'redis.firma.example:6379'],
    ['FAIRKNOCK_REDIS_URL', 'http://redis.firma.example'],
    ['FAIRKNOCK_REDIS_URL', 'redis://'],
    ['FAIRKNOCK_REDIS_URL', 'redis://h/name'],
  ])('refuses to start and names the key when %s is %s [P9]', (key, value) => {
    expect(refusal({ [key]: value })).toMatch(new RegExp(`^${key} `));
  });

  it('names every unknown setting when one has a typing error [P9]', () => {
    const message = refusal({ FAIRKNOCK_SMPT_URL: 'smtps://u:secret@h', FAIRKNOCK_RATE: '1', PATH: '/bin' });
    expect(message).toContain('FAIRKNOCK_RATE, FAIRKNOCK_SMPT_URL');
    expect(message).not.toContain('secret');
  });

  it('asks for a public URL when it listens beyond this machine', () => {
    expect(refusal({ FAIRKNOCK_HOST: '192.0.2.7' })).toMatch(/^FAIRKNOCK_PUBLIC_URL must be set/);
  });

  it.each([
    'smtp://127.0.0.1:2525',
    'smtp://localhost',
    'smtp://[::1]:25',
    'smtps://u:p@mail.firma.example',
    'smtp://mail.firma.example:587?requireTLS=true',
  ])('takes %s as a relay', (url) => {
    expect(readConfig({ FAIRKNOCK_SMTP_URL: url }).config.smtpUrl).toBe(url);
  });

  it.each([
    'mongodb://h',
    'mongodb://h:27017/?replicaSet=rs0',
    'mongodb://u:p@h1:27017,h2:27018/outreach?replicaSet=rs0',
    'mongodb+srv://u:p%2F@cluster.example/out-reach_2',
  ])('takes %s as a store', (uri) => {
    expect(readConfig({ FAIRKNOCK_MONGODB_URI: uri }).config.mongodbUri).toBe(uri);
  });

  it.each(['redis://h', 'redis://h:6379/0', 'rediss://u:p@h:6380/15', 'redis://:p@h'])('takes %s as a queue', (url) => {
    expect(readConfig({ FAIRKNOCK_REDIS_URL: url }).config.redisUrl).toBe(url);
  });

  it('asks in production for the file of the keys when the data are in MongoDB [P7] [R16]', () => {
    const there = { NODE_ENV: 'production', FAIRKNOCK_MONGODB_URI: 'mongodb://h' };
    expect(refusal(there)).toMatch(/^FAIRKNOCK_KEY_FILE must be set in production/);
    expect(refusal({ ...there, FAIRKNOCK_KEY_FILE: '/run/secrets/keys.json' })).toBe('accepted');
    expect(refusal({ ...there, NODE_ENV: 'development' })).toBe('accepted');
  });

  it('never repeats a secret when it is wrong', () => {
    const messages = [
      refusal({ FAIRKNOCK_SMTP_URL: 'smtp://user:hunter2@mail.firma.example' }),
      refusal({ FAIRKNOCK_SMTP_URL: 'hunter2' }),
      refusal({ FAIRKNOCK_MONGODB_URI: 'http://user:hunter2@db.firma.example' }),
      refusal({ FAIRKNOCK_MONGODB_URI: 'mongodb://user:hunter2@h/a.b' }),
      refusal({ FAIRKNOCK_REDIS_URL: 'http://user:hunter2@redis.firma.example' }),
      refusal({ ...dkim, FAIRKNOCK_DKIM_PRIVATE_KEY: 'hunter2' }),
    ];
    for (const message of messages) expect(message).toMatch(/^FAIRKNOCK_(?!.*hunter2)/);
  });

  it('reads a secret from a file, and refuses both at once and a missing file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'fairknock-config-'));
    const file = join(folder, 'smtp');
    writeFileSync(file, 'smtps://u:p@mail.firma.example\n');
    const fromFile = { FAIRKNOCK_SMTP_URL_FILE: file };
    expect(readConfig(fromFile).config.smtpUrl).toBe('smtps://u:p@mail.firma.example');
    expect(refusal({ ...fromFile, FAIRKNOCK_SMTP_URL: 'smtp://localhost' })).toMatch(/both set/);
    expect(refusal({ FAIRKNOCK_SMTP_URL_FILE: join(folder, 'none') })).toMatch(/^FAIRKNOCK_SMTP_URL_FILE /);
    expect(refusal({ FAIRKNOCK_HOST_FILE: file })).toMatch(/unknown setting FAIRKNOCK_HOST_FILE/);
    rmSync(folder, { recursive: true });
  });

  it('takes DKIM whole or not at all [M6]', () => {
    const whole = { ...dkim, FAIRKNOCK_DKIM_PRIVATE_KEY: rsa.replaceAll('\n', '\\n') };
    expect(readConfig(whole).config.dkim).toMatchObject({ domain: 'firma.example', selector: 's1' });
    expect(refusal(dkim)).toMatch(/^FAIRKNOCK_DKIM_PRIVATE_KEY /);
    expect(refusal({ FAIRKNOCK_DKIM_SELECTOR: 's1' })).toMatch(/^FAIRKNOCK_DKIM_DOMAIN /);
    expect(refusal({ ...whole, FAIRKNOCK_DKIM_DOMAIN: 'no domain' })).toMatch(/^FAIRKNOCK_DKIM_DOMAIN /);
  });

  it('describes every setting once', () => {
    const all = Object.values(settings);
    expect(new Set(all.map((setting) => setting.key)).size).toBe(all.length);
    expect(all.every((setting) => setting.description.endsWith('.'))).toBe(true);
  });
});
