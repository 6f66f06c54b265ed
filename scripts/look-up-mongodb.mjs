// Says at once which MongoDB is here for the tests: one that is configured, installed, or kept from an earlier run.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { cacheFolder, isExecutable, onPath, setting } from './find-program.mjs';

/** Speaks MongoDB's protocol over WiredTiger, MongoDB's own storage engine; a single node, a stand-in for tests only. */
export const compatibleServer = { crate: 'secantus-mdb', version: '0.5.3-beta.193', program: 'secantusd-rs' };

export function compatibleRoot(environment = process.env) {
  return join(cacheFolder(environment), `${compatibleServer.crate}-${compatibleServer.version}`);
}

export function downloadFolder(environment = process.env) {
  return join(cacheFolder(environment), 'mongod');
}

/** The first line that names a version, as `mongod 8.0.4` or `secantusd-rs 0.5.3-beta.193`. */
function versionOf(kind, binary) {
  try {
    const quiet = { encoding: 'utf8', timeout: 10_000, stdio: ['ignore', 'pipe', 'ignore'] };
    const said = execFileSync(binary, ['--version'], quiet);
    const number = /\d+\.\d+\.\d+\S*/.exec(said)?.[0] ?? 'of unknown version';
    return `${kind === 'mongod' ? 'mongod' : compatibleServer.program} ${number}`;
  } catch {
    return null;
  }
}

/** @returns what there is to say about a program, or null where it does not even tell its version. */
export function describeBinary(kind, binary) {
  if (binary === null || !isExecutable(binary)) return null;
  const version = versionOf(kind, binary);
  return version === null ? null : { kind, binary, version };
}

function downloadedMongod(environment) {
  try {
    const folder = downloadFolder(environment);
    const name = readdirSync(folder).find((entry) => entry.startsWith('mongod') && isExecutable(join(folder, entry)));
    return name === undefined ? null : join(folder, name);
  } catch {
    return null; // nothing was ever downloaded
  }
}

/** A configured address; its version is known once somebody connects. */
export function configuredMongodb(environment = process.env) {
  const uri = setting(environment, 'FAIRKNOCK_TEST_MONGODB_URI');
  return uri === null ? null : { kind: 'uri', uri, version: 'of unknown version' };
}

/** What an earlier step of this very run found. */
function handedDown(environment) {
  const binary = setting(environment, 'FAIRKNOCK_TEST_MONGOD');
  const kind = setting(environment, 'FAIRKNOCK_TEST_MONGODB_KIND') === 'compatible' ? 'compatible' : 'mongod';
  return describeBinary(kind, binary);
}

export function installedMongod(environment = process.env) {
  return (
    handedDown(environment) ??
    describeBinary('mongod', onPath(['mongod'], environment)) ??
    describeBinary('mongod', downloadedMongod(environment))
  );
}

export function installedCompatible(environment = process.env) {
  return (
    describeBinary('compatible', onPath([compatibleServer.program], environment)) ??
    describeBinary('compatible', join(compatibleRoot(environment), 'bin', compatibleServer.program))
  );
}

/** @returns { kind: 'mongod' | 'compatible', binary, version }, or null: a program that the tests may start and kill. */
export function lookUpMongodbProgram(environment = process.env) {
  return installedMongod(environment) ?? installedCompatible(environment);
}

/** @returns { kind: 'uri' | 'mongod' | 'compatible', uri?, binary?, version }, or null where nothing is here. */
export function lookUpMongodb(environment = process.env) {
  return configuredMongodb(environment) ?? lookUpMongodbProgram(environment);
}
