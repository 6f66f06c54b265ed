// Downloads a real mongod into the user's cache where the network allows it, and remembers for a day where it does not.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import process from 'node:process';
import { describeBinary, downloadFolder } from './look-up-mongodb.mjs';

const patienceMs = 20_000;
const maxMs = 5 * 60_000;
const rememberMs = 24 * 60 * 60_000;

const say = (text) => process.stdout.write(`${text}\n`);

function hasFailedLately(mark) {
  try {
    return Date.now() - statSync(mark).mtimeMs < rememberMs;
  } catch {
    return false;
  }
}

function sizeOf(folder) {
  return readdirSync(folder)
    .map((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size, 0);
}

/** Stops a child that has fetched nothing more for a while, or that goes on for ever. */
function watchOver(child, folder) {
  const began = performance.now();
  let [seen, since] = [0, began];
  return setInterval(() => {
    const now = performance.now();
    const size = sizeOf(folder);
    if (size !== seen) [seen, since] = [size, now];
    if (now - since > patienceMs || now - began > maxMs) child.kill('SIGKILL');
  }, 1_000);
}

/** @returns the path of a mongod, or null. */
async function download(folder) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'fetch-mongod.mjs'), folder], {
    cwd: folder,
    env: { ...process.env, MONGOMS_PREFER_GLOBAL_PATH: 'false', MONGOMS_RUNTIME_DOWNLOAD: 'true' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk.toString()));
  const watcher = watchOver(child, folder);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(watcher);
  return code === 0 ? (/^mongod: (.+)$/m.exec(said)?.[1] ?? null) : null;
}

/** @returns { kind: 'mongod', binary, version }, or null where it could not be had, now or within the last day. */
export async function downloadMongod(environment = process.env) {
  const kept = downloadFolder(environment);
  const mark = join(kept, 'download-failed');
  if (hasFailedLately(mark)) return null;
  mkdirSync(kept, { recursive: true });
  const folder = mkdtempSync(join(kept, 'part-'));
  say('No mongod is here: trying to download one (given up after 20 s without progress) ...');
  try {
    const path = await download(folder);
    if (path !== null) {
      const binary = join(kept, basename(path));
      renameSync(path, binary);
      const found = describeBinary('mongod', binary);
      if (found !== null) return found;
      rmSync(binary, { force: true });
    }
    say(`  it could not be had; tried again in a day, or once ${mark} is removed`);
    writeFileSync(mark, '');
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
