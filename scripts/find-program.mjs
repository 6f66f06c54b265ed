// Finds programs on PATH, and the folder where this project keeps what it fetched for its tests.
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';

export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @returns the first of these programs that is on PATH, or null. */
export function onPath(names, environment = process.env) {
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable) ?? null;
}

/** @returns the value of a variable, or null where it is unset or empty. */
export function setting(environment, name) {
  const value = environment[name];
  return value === undefined || value === '' ? null : value;
}

export function cacheFolder(environment = process.env) {
  const base = setting(environment, 'XDG_CACHE_HOME') ?? join(setting(environment, 'HOME') ?? homedir(), '.cache');
  return join(base, 'fairknock');
}
