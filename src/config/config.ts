// Answers for the settings that a process runs with; read-config.ts makes one from the environment.
export class Config {
  declare readonly environment: 'production' | 'development' | 'test';
  /** SQLite file, keys and uploads live here. */
  declare readonly dataDir: string;
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
  declare readonly dkim: { readonly domain: string; readonly selector: string; readonly privateKey: string } | null;
  /** Messages a minute, 0 = no limit. */
  declare readonly ratePerSender: number;
  declare readonly ratePerDomain: number;
  declare readonly staleHours: number;
  declare readonly leaseMs: number;
  declare readonly permitMinutes: number;
  declare readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';

  constructor(values: Config) {
    Object.assign(this, values);
  }
}
