// Answers for reading the raw values of the schema's keys, `..._FILE` variants included, and for refusing unknown ones.
import { readFileSync } from 'node:fs';
import { StartRefusal } from '../shared/errors.js';
import { settings, type Setting, type SettingName } from './settings.js';

export type Environment = Readonly<Record<string, string | undefined>>;
export type RawSettings = Readonly<Record<SettingName, string | null>>;

const prefix = 'FAIRKNOCK_';
const all: readonly (readonly [SettingName, Setting])[] = Object.entries(settings) as [SettingName, Setting][];

function knownKeys(): Set<string> {
  return new Set(all.flatMap(([, setting]) => [setting.key, ...(setting.isSecret ? [`${setting.key}_FILE`] : [])]));
}

function refuseUnknown(environment: Environment): void {
  const known = knownKeys();
  const unknown = Object.keys(environment).filter((key) => key.startsWith(prefix) && !known.has(key));
  if (unknown.length > 0) throw new StartRefusal(`unknown setting ${unknown.sort().join(', ')}: a typing error?`);
}

function readSecretFile(key: string, path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    throw new StartRefusal(`${key} names a file that cannot be read`);
  }
}

/** An empty variable counts as not set: compose files pass them on like that. */
function valueOf(environment: Environment, key: string): string | null {
  const value = environment[key]?.trim();
  return value === undefined || value === '' ? null : value;
}

function readOne(environment: Environment, setting: Setting): string | null {
  const direct = valueOf(environment, setting.key);
  const file = setting.isSecret ? valueOf(environment, `${setting.key}_FILE`) : null;
  if (direct !== null && file !== null) {
    throw new StartRefusal(`${setting.key} and ${setting.key}_FILE are both set; keep one`);
  }
  return file === null ? (direct ?? setting.default) : readSecretFile(`${setting.key}_FILE`, file);
}

export function readSettings(environment: Environment): RawSettings {
  refuseUnknown(environment);
  return Object.fromEntries(all.map(([name, setting]) => [name, readOne(environment, setting)])) as RawSettings;
}
