// Answers for a configuration of tests that sends as fast as it can.
import type { Config } from '../../src/config/config.js';
import { readConfig } from '../../src/config/read-config.js';

export function mailConfig(changes: Partial<Config> = {}): Config {
  const { config } = readConfig({ NODE_ENV: 'test', FAIRKNOCK_PUBLIC_URL: 'https://contact.sender.example' });
  return Object.assign(config, { smtpConnections: 2, ratePerSender: 0, ratePerDomain: 0, ...changes });
}
