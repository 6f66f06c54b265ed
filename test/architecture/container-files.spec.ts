// Answers for the container files naming only what exists, holding no secret, and asking every part how it is.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { commandNames, compositions, settingKeys, type Composition } from './container-texts.js';
import { root } from './repository-files.js';

const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
const servicesOf = ({ services }: Composition) => Object.entries(services);
const embedded = compositions['docker-compose.embedded.yml']!;
const servers = compositions['docker-compose.yml']!;
const processNames = ['web', 'worker', 'migrate'] as const;

describe('container files', () => {
  it.each(Object.entries(compositions))('set only settings that exist, when %s is read', (_, composition) => {
    const keys = servicesOf(composition).flatMap(([, service]) => Object.keys(service.environment ?? {}));
    expect(keys.filter((key) => key.startsWith('FAIRKNOCK_') && !settingKeys.has(key))).toEqual([]);
    const inImage = [...dockerfile.matchAll(/\b(FAIRKNOCK_[A-Z_]+)=/g)].map(([, key]) => key!);
    expect(inImage.filter((key) => !settingKeys.has(key))).toEqual([]);
  });

  it('keep plain SMTP on loopback or ask for TLS, when the mail catcher is a service of its own', () => {
    expect(embedded.services['web']?.environment?.['FAIRKNOCK_SMTP_URL']).toMatch(/^smtp:\/\/127\.0\.0\.1:/);
    expect(embedded.services['mail']?.network_mode).toBe('service:web');
    expect(servers.services['worker']?.environment?.['FAIRKNOCK_SMTP_URL']).toMatch(/requireTLS=true/);
    expect(servers.services['mail']?.environment?.['MP_SMTP_REQUIRE_STARTTLS']).toBe('true');
  });

  it('copy only what is there, and run as an unprivileged user', () => {
    const own = [...dockerfile.matchAll(/COPY --from=build \/app\/(\S+)/g)].map(([, path]) => path!);
    const built = new Set(['dist', 'node_modules']);
    expect(own.filter((path) => !built.has(path) && !existsSync(join(root, path)))).toEqual([]);
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).toMatch(/^HEALTHCHECK /m);
    const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['secrets', '.env', 'data', '.git']));
  });

  it.each(Object.entries(compositions))('ask every part how it is, when %s is up', (_, composition) => {
    const unasked = servicesOf(composition).filter(([, { healthcheck, image, build }]) => {
      const isOnlyChanged = image === undefined && build === undefined;
      return healthcheck === undefined && !isOnlyChanged;
    });
    expect(unasked.map(([name]) => name)).toEqual([]);
    const disabled = servicesOf(composition).filter(([, { healthcheck }]) => healthcheck?.disable === true);
    expect(disabled.map(([name]) => name).filter((name) => name !== 'migrate')).toEqual([]);
  });

  it('wait for what they need, when the processes start', () => {
    for (const [, { depends_on: needs }] of servicesOf(servers)) {
      for (const [needed, { condition }] of Object.entries(needs ?? {})) {
        expect(Object.keys(servers.services)).toContain(needed);
        expect(condition).toBe(needed === 'migrate' ? 'service_completed_successfully' : 'service_healthy');
      }
    }
    expect(Object.keys(servers.services['worker']?.depends_on ?? {})).toEqual(['migrate', 'mongodb', 'redis', 'mail']);
    // Opt-outs are taken without Redis, so the web process must not wait for it.
    expect(Object.keys(servers.services['web']?.depends_on ?? {})).toEqual(['migrate', 'mongodb']);
  });

  it('run commands that there are, unprivileged on a read-only root, when the processes start', () => {
    for (const name of processNames) {
      const service = servers.services[name];
      expect(commandNames).toContain(service?.command);
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], tmpfs: ['/tmp'] });
      expect(service?.user).toMatch(/^\$\{CONTAINER_USER:\?/);
    }
    expect(servers.services['worker']?.ports).toBeUndefined();
  });

  it('keep what Redis was told and evict nothing, when it is full or restarted', () => {
    const command = String(servers.services['redis']?.command);
    expect(command).toMatch(/--appendonly yes/);
    expect(command).toMatch(/--maxmemory-policy noeviction/);
    expect(command).toMatch(/requirepass %s/);
  });
});
