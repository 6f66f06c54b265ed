// Answers for the settings that a process runs with; read-config.ts makes one from the environment.
import { join } from 'node:path';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface DkimConfig {
  readonly domain: string;
  readonly selector: string;
  /** PEM. */
  readonly privateKey: string;
}

export class Config {
  declare readonly environment: 'production' | 'development' | 'test';
  /** SQLite file, keys and uploads live here. */
  declare readonly dataDir: string;
  /** The installation's secrets; null = `keys.json` in the data directory. */
  declare readonly keyFile?: string | null;
  /** Null = SQLite in the data directory. */
  declare readonly mongodbUri?: string | null;
  /** Null = this process sends by itself. */
  declare readonly redisUrl?: string | null;
  declare readonly host: string;
  /** 0 = any free port. */
  declare readonly port: number;
  /** Public links start with it; without a slash at its end. */
  declare readonly publicUrl: string;
  /** Null = no outgoing mail. */
  declare readonly smtpUrl: string | null;
  declare readonly smtpConnections: number;
  declare readonly smtpTimeoutSeconds: number;
  declare readonly smtpRetryFirstSeconds: number;
  declare readonly dkim: DkimConfig | null;
  /** Messages a minute, 0 = no limit. */
  declare readonly ratePerSender: number;
  declare readonly ratePerDomain: number;
  declare readonly staleHours: number;
  declare readonly leaseMs: number;
  declare readonly permitMinutes: number;
  declare readonly logLevel: LogLevel;

  constructor(values: Config) {
    Object.assign(this, values);
  }
}

export function databaseFile(config: Config): string {
  return join(config.dataDir, 'fairknock.sqlite');
}

export function keyFile(config: Config): string {
  return config.keyFile ?? join(config.dataDir, 'keys.json');
}

/** Where the keys are, and the file of data made with them: data on a server know their keys by a fingerprint. */
export function keyFilePlaces(config: Config): { keyFile: string; databaseFile: string | null; mustExist: boolean } {
  const isOnServer = Boolean(config.mongodbUri);
  return {
    keyFile: keyFile(config),
    databaseFile: isOnServer ? null : databaseFile(config),
    // Keys that one process made for itself, perhaps in a container that goes away, would be stored with the data.
    mustExist: isOnServer && config.environment === 'production',
  };
}

/** Uploads that are accepted and not worked through yet. */
export function spoolFolder(config: Config): string {
  return join(config.dataDir, 'spool');
}
