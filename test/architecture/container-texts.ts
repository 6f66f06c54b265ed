// Answers for what the tests of the container files compare with: the compositions, the settings and commands there are.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { makeProgram } from '../../src/cli/make-program.js';
import { settings, type Setting } from '../../src/config/settings.js';
import { root } from './repository-files.js';

export interface ComposedService {
  readonly image?: string;
  readonly build?: string;
  readonly user?: string;
  readonly command?: string | readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly network_mode?: string;
  readonly ports?: readonly string[];
  readonly secrets?: readonly string[];
  readonly stop_grace_period?: string;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly disable?: boolean };
}

export interface Composition {
  readonly services: Readonly<Record<string, ComposedService>>;
  readonly secrets?: Readonly<Record<string, { readonly file: string }>>;
}

function readComposition(name: string): Composition {
  return parse(readFileSync(join(root, name), 'utf8'), { merge: true }) as Composition;
}

const composeFiles = ['docker-compose.yml', 'docker-compose.three-nodes.yml', 'docker-compose.embedded.yml'] as const;

export const compositions: Readonly<Record<string, Composition>> = Object.fromEntries(
  composeFiles.map((name) => [name, readComposition(name)]),
);

/** Every key that a process takes, `..._FILE` variants included. */
export const settingKeys: ReadonlySet<string> = new Set(
  Object.values(settings).flatMap((setting: Setting) =>
    setting.isSecret ? [setting.key, `${setting.key}_FILE`] : [setting.key],
  ),
);

export const commandNames: readonly string[] = makeProgram().commands.map((command) => command.name());

export interface Manifest extends Readonly<Record<string, unknown>> {
  readonly apiVersion: string;
  readonly kind: string;
}

/** Every document of a file of deploy/kubernetes. */
export function readManifests(name: string): readonly Manifest[] {
  const documents = parseAllDocuments(readFileSync(join(root, 'deploy/kubernetes', name), 'utf8'));
  return documents.map((document) => document.toJS() as Manifest);
}
