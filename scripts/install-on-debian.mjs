// Installs a Debian package where this is root on Debian.
import { existsSync } from 'node:fs';
import process from 'node:process';
import { run } from './run-step.mjs';

/** @returns whether it is installed now. */
export async function installOnDebian(name, what) {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return false;
  process.stdout.write(`${what} is not here: installing it with apt-get (about a minute) ...\n`);
  // In run level 1 a package's services are not started: the tests start what they need themselves.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env };
  if ((await run('apt-get', ['update', '-qq'], quiet)) !== 0) return false;
  return (await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], quiet)) === 0;
}
