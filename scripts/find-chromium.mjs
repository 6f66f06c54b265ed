// Finds a Chromium for the browser tests, or installs Debian's where this is root on Debian.
import process from 'node:process';
import { isExecutable, onPath, setting } from './find-program.mjs';
import { installOnDebian } from './install-on-debian.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macPath = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

function installed() {
  return onPath(names) ?? (isExecutable(macPath) ? macPath : null);
}

/** @returns the path of a Chromium, or null where there is none and none can be had. */
export async function findChromium() {
  const configured = setting(process.env, 'FAIRKNOCK_TEST_CHROMIUM');
  if (configured !== null) return isExecutable(configured) ? configured : null;
  return installed() ?? ((await installOnDebian('chromium', 'Chromium')) ? installed() : null);
}
