// Answers for the environment that docker-compose.yml and the image give a process, on this machine: its secrets are the
// files that deploy/make-secrets.sh makes, its hosts are servers of the tests.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync, chmodSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { localhostCertificate } from './localhost-certificate.js';
import type { Settings } from './service-process.js';

const root = join(import.meta.dirname, '../..');

interface Composed {
  readonly services: Readonly<Record<string, { readonly command: string; readonly environment: Settings }>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

export interface ComposedHosts {
  readonly mongodbUri: string;
  readonly redisUrl: string;
  /** Of the mail catcher, on this machine. */
  readonly smtpPort: number;
}

function write(path: string, text: string): void {
  chmodSync(path, 0o600);
  writeFileSync(path, text);
}

export class ComposedEnvironment {
  private readonly composed = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), {
    merge: true,
  }) as Composed;

  /** @param folder empty; gets what an operator would have made. */
  constructor(
    private readonly folder: string,
    private readonly hosts: ComposedHosts,
  ) {
    mkdirSync(join(folder, 'deploy'));
    copyFileSync(join(root, 'deploy/make-secrets.sh'), join(folder, 'deploy/make-secrets.sh'));
    execFileSync('sh', [join(folder, 'deploy/make-secrets.sh')], { stdio: 'ignore' });
    // The tests' servers have no passwords, and their host has another name.
    write(this.secret('mongodb-uri'), hosts.mongodbUri);
    write(this.secret('redis-url'), hosts.redisUrl);
    write(this.secret('mail-certificate'), localhostCertificate.cert);
  }

  commandOf(service: string): string {
    return this.composed.services[service]?.command ?? '';
  }

  /** With what the Dockerfile sets before. The data directory is one that nobody can make: nothing may be kept there. */
  settingsOf(service: string): Settings {
    const image = readFileSync(join(root, 'Dockerfile'), 'utf8');
    const ofImage = [...image.matchAll(/^ENV (.*)$/gm)].flatMap(([, line]) => line!.split(' '));
    const pairs = ofImage.map((pair) => pair.split('=') as [string, string]);
    const environment = { ...Object.fromEntries(pairs), ...this.composed.services[service]?.environment };
    const here = Object.entries(environment).map(([key, value]) => [key, this.onThisMachine(value)]);
    return {
      ...(Object.fromEntries(here) as Settings),
      FAIRKNOCK_DATA_DIR: join(this.folder, 'deploy/make-secrets.sh/data'),
      FAIRKNOCK_HOST: '127.0.0.1',
    };
  }

  private onThisMachine(value: string): string {
    const secret = /^\/run\/secrets\/(.+)$/.exec(value)?.[1];
    if (secret !== undefined) return this.secret(secret);
    const asked = /^\$\{\w+:-(.*)\}$/.exec(value)?.[1] ?? value;
    return asked.replace('mail:1025', `localhost:${String(this.hosts.smtpPort)}`);
  }

  private secret(name: string): string {
    return join(this.folder, this.composed.secrets[name]?.file ?? '');
  }
}
