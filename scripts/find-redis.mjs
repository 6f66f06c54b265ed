// Finds a redis-server for the tests, or installs Debian's where this is root on Debian.
import { execFileSync } from 'node:child_process';
import process from 'node:process';
import { isExecutable, onPath, setting } from './find-program.mjs';
import { installOnDebian } from './install-on-debian.mjs';

const names = ['redis-server'];

function versionOf(binary) {
  const said = execFileSync(binary, ['--version'], { encoding: 'utf8' });
  return `redis-server ${/v=(\S+)/.exec(said)?.[1] ?? 'of unknown version'}`;
}

async function findBinary() {
  const configured = setting(process.env, 'FAIRKNOCK_TEST_REDIS_SERVER');
  if (configured !== null) return isExecutable(configured) ? configured : null;
  return onPath(names) ?? ((await installOnDebian('redis-server', 'Redis')) ? onPath(names) : null);
}

/** @returns { binary, version }, or null where there is none and none can be had. */
export async function findRedis() {
  const binary = await findBinary();
  return binary === null ? null : { binary, version: versionOf(binary) };
}
