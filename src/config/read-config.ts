// Answers for making the settings from the environment, once; whatever is wrong refuses the start.
import { resolve } from 'node:path';
import { Config, logLevels } from './config.js';
import { parseDkim, parseSmtpSetting } from './mail-settings.js';
import { parseChoice, parseInteger, refuseSetting, requiredText } from './parse-setting.js';
import { derivedPublicUrl, parsePublicUrl } from './public-url.js';
import { readSettings, type Environment, type RawSettings } from './read-settings.js';
import { parseMongodbSetting, parseRedisSetting, requireKeyFile } from './server-settings.js';

const environments = ['production', 'development', 'test'] as const;

function publicUrlOf(raw: RawSettings, port: number): string {
  if (raw.publicUrl !== null) return parsePublicUrl(raw.publicUrl);
  const derived = derivedPublicUrl(requiredText(raw, 'host'), port);
  return derived ?? refuseSetting('publicUrl', 'must be set where the service listens beyond this machine');
}

function warningsOf(config: Config): string[] {
  if (!config.publicUrl.startsWith('http:')) return [];
  return [`FAIRKNOCK_PUBLIC_URL is ${config.publicUrl}: public links work on this machine only`];
}

export interface ReadConfig {
  readonly config: Config;
  readonly warnings: readonly string[];
}

/**
 * @param environment for example `processEnvironment()`.
 * @param actualPort the port that was taken, where the configured one is 0.
 * @throws StartRefusal naming the key.
 */
export function readConfig(environment: Environment, actualPort?: number): ReadConfig {
  const raw = readSettings(environment);
  const port = actualPort ?? parseInteger(raw, 'port');
  const config = new Config({
    environment: environments.find((name) => name === environment['NODE_ENV']) ?? 'development',
    dataDir: resolve(requiredText(raw, 'dataDir')),
    keyFile: raw.keyFile === null ? null : resolve(raw.keyFile),
    mongodbUri: parseMongodbSetting(raw.mongodbUri),
    redisUrl: parseRedisSetting(raw.redisUrl),
    host: requiredText(raw, 'host'),
    port,
    publicUrl: publicUrlOf(raw, port),
    smtpUrl: parseSmtpSetting(raw.smtpUrl),
    smtpConnections: parseInteger(raw, 'smtpConnections'),
    smtpTimeoutSeconds: parseInteger(raw, 'smtpTimeoutSeconds'),
    smtpRetryFirstSeconds: parseInteger(raw, 'smtpRetryFirstSeconds'),
    dkim: parseDkim(raw),
    ratePerSender: parseInteger(raw, 'ratePerSender'),
    ratePerDomain: parseInteger(raw, 'ratePerDomain'),
    staleHours: parseInteger(raw, 'staleHours'),
    leaseMs: parseInteger(raw, 'leaseMs'),
    permitMinutes: parseInteger(raw, 'permitMinutes'),
    logLevel: parseChoice(raw, 'logLevel', logLevels),
  });
  requireKeyFile(config);
  return { config, warnings: warningsOf(config) };
}
