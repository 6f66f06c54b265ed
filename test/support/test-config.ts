// Answers for a complete configuration that a test changes only where it matters.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Config } from '../../src/config/config.js';

/** A folder of its own, below the system's temporary one. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'fairknock-test-'));
}

export function testConfig(changes: Partial<Config> = {}): Config {
  return new Config({
    environment: 'test',
    dataDir: changes.dataDir ?? temporaryFolder(),
    keyFile: null,
    mongodbUri: null,
    redisUrl: null,
    host: '127.0.0.1',
    port: 0,
    publicUrl: 'http://127.0.0.1:3000',
    smtpUrl: null,
    smtpConnections: 5,
    smtpTimeoutSeconds: 5,
    smtpRetryFirstSeconds: 30,
    dkim: null,
    ratePerSender: 0,
    ratePerDomain: 0,
    staleHours: 24,
    leaseMs: 2_000,
    permitMinutes: 5,
    logLevel: 'silent',
    ...changes,
  });
}
