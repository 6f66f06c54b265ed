// Answers for the container files naming only what exists: settings, commands, folders.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { settings } from '../../src/config/settings.js';
import { root } from './repository-files.js';

const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
const compose = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8')) as {
  services: Record<string, { environment?: Record<string, string>; network_mode?: string }>;
  volumes: Record<string, null>;
};
const knownKeys = new Set<string>(Object.values(settings).map((setting) => setting.key));

describe('container files', () => {
  it('set only settings that exist, when the composition is read', () => {
    const keys = Object.values(compose.services).flatMap((service) => Object.keys(service.environment ?? {}));
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => key.startsWith('FAIRKNOCK_') && !knownKeys.has(key))).toEqual([]);
    const inImage = [...dockerfile.matchAll(/\b(FAIRKNOCK_[A-Z_]+)=/g)].map(([, key]) => key!);
    expect(inImage.filter((key) => !knownKeys.has(key))).toEqual([]);
  });

  it('keep plain SMTP on loopback, when the mail catcher is a service of its own', () => {
    expect(compose.services.web?.environment?.FAIRKNOCK_SMTP_URL).toMatch(/^smtp:\/\/127\.0\.0\.1:/);
    expect(compose.services.mail?.network_mode).toBe('service:web');
  });

  it('copy only what is there, and run as an unprivileged user', () => {
    const own = [...dockerfile.matchAll(/COPY --from=build \/app\/(\S+)/g)].map(([, path]) => path!);
    const built = new Set(['dist', 'node_modules']);
    expect(own.filter((path) => !built.has(path) && !existsSync(join(root, path)))).toEqual([]);
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).toMatch(/^HEALTHCHECK /m);
  });
});
