// Answers for the one schema of every setting; docs/reference/configuration.md is generated from it.
export type SettingType = 'text' | 'integer' | 'choice' | 'url';

export interface Setting {
  readonly key: `FAIRKNOCK_${string}`;
  readonly type: SettingType;
  /** As it would be written in the environment; null = not set. */
  readonly default: string | null;
  readonly description: string;
  /** Has a `..._FILE` variant, and its value never appears in a message. */
  readonly isSecret?: true;
  readonly min?: number;
  readonly max?: number;
  readonly choices?: readonly string[];
}

/** In the order in which the reference shows them. */
export const settings = {
  dataDir: {
    key: 'FAIRKNOCK_DATA_DIR',
    type: 'text',
    default: './data',
    description: 'Folder of the SQLite database, the keys and the uploads. Back it up; keys.json must never be lost.',
  },
  keyFile: {
    key: 'FAIRKNOCK_KEY_FILE',
    type: 'text',
    default: null,
    description:
      'File that holds the secrets of the installation, mode 0600, the same for every process. Without it: keys.json in the data folder. Needed in production with MongoDB.',
  },
  mongodbUri: {
    key: 'FAIRKNOCK_MONGODB_URI',
    type: 'url',
    default: null,
    isSecret: true,
    description:
      'Keeps the data in MongoDB: mongodb://user:password@host1,host2/database?replicaSet=name, or mongodb+srv://. Without a database in it: fairknock. Without the setting: SQLite in the data folder.',
  },
  redisUrl: {
    key: 'FAIRKNOCK_REDIS_URL',
    type: 'url',
    default: null,
    isSecret: true,
    description:
      'Shares the sending over any number of `fairknock worker` processes: redis://user:password@host:6379/0, or rediss://. `fairknock serve` then answers requests only.',
  },
  host: {
    key: 'FAIRKNOCK_HOST',
    type: 'text',
    default: '127.0.0.1',
    description: 'Address that HTTP listens on.',
  },
  port: {
    key: 'FAIRKNOCK_PORT',
    type: 'integer',
    default: '3000',
    min: 0,
    max: 65_535,
    description: 'Port that HTTP listens on; 0 = any free one.',
  },
  publicUrl: {
    key: 'FAIRKNOCK_PUBLIC_URL',
    type: 'url',
    default: null,
    description:
      'What public links start with, as recipients reach it. https; http only for loopback. Without it: made from host and port.',
  },
  smtpUrl: {
    key: 'FAIRKNOCK_SMTP_URL',
    type: 'url',
    default: null,
    isSecret: true,
    description:
      'Mail relay, smtps://user:password@host:465 or smtp://host:587?requireTLS=true. Plain smtp:// only for loopback. Without it: no outgoing mail.',
  },
  smtpConnections: {
    key: 'FAIRKNOCK_SMTP_CONNECTIONS',
    type: 'integer',
    default: '5',
    min: 1,
    max: 100,
    description: 'How many connections to the mail relay are open at most.',
  },
  smtpTimeoutSeconds: {
    key: 'FAIRKNOCK_SMTP_TIMEOUT_SECONDS',
    type: 'integer',
    default: '60',
    min: 1,
    max: 600,
    description: 'How long a silent mail relay is waited for.',
  },
  smtpRetryFirstSeconds: {
    key: 'FAIRKNOCK_SMTP_RETRY_FIRST_SECONDS',
    type: 'integer',
    default: '30',
    min: 1,
    max: 3_600,
    description: 'First pause after a temporary refusal; it doubles up to an hour.',
  },
  dkimDomain: {
    key: 'FAIRKNOCK_DKIM_DOMAIN',
    type: 'text',
    default: null,
    description: 'Signing domain (d=). Only where the relay does not sign; needs selector and private key.',
  },
  dkimSelector: {
    key: 'FAIRKNOCK_DKIM_SELECTOR',
    type: 'text',
    default: null,
    description: 'DKIM selector (s=).',
  },
  dkimPrivateKey: {
    key: 'FAIRKNOCK_DKIM_PRIVATE_KEY',
    type: 'text',
    default: null,
    isSecret: true,
    description: 'RSA private key, PEM.',
  },
  ratePerSender: {
    key: 'FAIRKNOCK_RATE_PER_SENDER',
    type: 'integer',
    default: '30',
    min: 0,
    max: 1_000_000,
    description: 'Messages a minute from one sender mailbox; 0 = no limit.',
  },
  ratePerDomain: {
    key: 'FAIRKNOCK_RATE_PER_DOMAIN',
    type: 'integer',
    default: '10',
    min: 0,
    max: 1_000_000,
    description: 'Messages a minute to one recipient domain; 0 = no limit.',
  },
  staleHours: {
    key: 'FAIRKNOCK_STALE_HOURS',
    type: 'integer',
    default: '24',
    min: 1,
    max: 8_760,
    description: 'A touch that is later than this waits for a person.',
  },
  leaseMs: {
    key: 'FAIRKNOCK_LEASE_MS',
    type: 'integer',
    default: '2000',
    min: 100,
    max: 60_000,
    description:
      'Time between a claim and its first SMTP command, in milliseconds. Stored with the data; never changes after.',
  },
  permitMinutes: {
    key: 'FAIRKNOCK_PERMIT_MINUTES',
    type: 'integer',
    default: '5',
    min: 1,
    max: 60,
    description: 'How long a call permit shows number and script.',
  },
  logLevel: {
    key: 'FAIRKNOCK_LOG_LEVEL',
    type: 'choice',
    default: 'info',
    choices: ['fatal', 'error', 'warn', 'info', 'debug', 'silent'],
    description: 'How much is logged to standard error. Logs never hold personal data.',
  },
} as const satisfies Readonly<Record<string, Setting>>;

export type SettingName = keyof typeof settings;
