// Finds a Chromium for the browser tests, or installs Debian's where this is root on Debian.
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { run } from './run-step.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macPath = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [...candidates, macPath].find(isExecutable) ?? null;
}

async function installOnDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return null;
  process.stdout.write('Chromium is not here: installing it with apt-get (about a minute) ...\n');
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  if ((await run('apt-get', ['update', '-qq'], quiet)) !== 0) return null;
  const code = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quiet);
  return code === 0 ? onPath() : null;
}

/** @returns the path of a Chromium, or null where there is none and none can be had. */
export async function findChromium() {
  const configured = process.env.FAIRKNOCK_TEST_CHROMIUM;
  if (configured !== undefined && configured !== '') return isExecutable(configured) ? configured : null;
  return onPath() ?? (await installOnDebian());
}
