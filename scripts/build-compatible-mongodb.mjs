// Builds the MongoDB-compatible test server once with cargo, into the user's cache, and says how far it is.
import { mkdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { onPath } from './find-program.mjs';
import { compatibleRoot, compatibleServer, installedCompatible } from './look-up-mongodb.mjs';

const beatMs = 5_000;
const abandonedMs = 60_000;
const progressMs = 20_000;
const keptLines = 15;

const say = (text) => process.stdout.write(`${text}\n`);

function ageMs(path) {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return Infinity;
  }
}

function tryLock(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (ageMs(lock) > abandonedMs) rmSync(lock, { force: true });
    return false;
  }
}

/** One run builds, the others wait for what it builds. Should two slip in, cargo's own lock makes them take turns. */
async function withLock(lock, { isDone, work }) {
  let hasSaid = false;
  while (!tryLock(lock)) {
    if (isDone()) return;
    if (!hasSaid) say('Another run is building the MongoDB-compatible server: waiting for it ...');
    hasSaid = true;
    await sleep(1_000);
  }
  // A lock that is not touched any more belongs to a run that died.
  const beat = setInterval(() => utimesSync(lock, new Date(), new Date()), beatMs);
  try {
    if (!isDone()) await work();
  } finally {
    clearInterval(beat);
    rmSync(lock, { force: true });
  }
}

/** Reads cargo's own progress, `Building [==> ] 12/345`. @returns { latest(): string, lines: string[] } */
function watch(stream) {
  const lines = [];
  let latest = 'fetching sources';
  createInterface({ input: stream }).on('line', (line) => {
    for (const part of line.split('\r')) {
      const [, done, all] = /Building \[.*\] (\d+)\/(\d+)/.exec(part) ?? [];
      if (all !== undefined) latest = `${done} of ${all} parts compiled`;
      else if (part.trim() !== '') lines.push(part.trimEnd());
    }
    lines.splice(0, lines.length - keptLines);
  });
  return { latest: () => latest, lines };
}

function minutes(from) {
  const seconds = Math.round((performance.now() - from) / 1000);
  return `${String(Math.floor(seconds / 60))} min ${String(seconds % 60)} s`;
}

function cargoArguments(folder) {
  const { crate, version } = compatibleServer;
  // Its declared Rust version is newer than it needs.
  return ['install', crate, '--version', version, '--locked', '--ignore-rust-version', '--root', join(folder, 'root')];
}

async function runCargo(cargo, { folder, environment }) {
  const from = performance.now();
  const settings = { CARGO_TERM_PROGRESS_WHEN: 'always', CARGO_TERM_PROGRESS_WIDTH: '100', CARGO_TERM_COLOR: 'never' };
  const child = spawn(cargo, cargoArguments(folder), {
    env: { ...environment, ...settings, CARGO_TARGET_DIR: join(folder, 'target') },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const progress = watch(child.stderr);
  const teller = setInterval(() => say(`  ${progress.latest()}, ${minutes(from)}`), progressMs);
  const code = await new Promise((resolve) => {
    child.once('error', () => resolve(-1));
    child.once('close', resolve);
  });
  clearInterval(teller);
  if (code === 0) say(`  built in ${minutes(from)}`);
  else say(['  cargo did not succeed. Its last words:', ...progress.lines].join('\n    '));
  return code === 0;
}

/** The finished tree appears under its name in one step: a build that was interrupted is never taken for a whole one. */
async function build(cargo, environment) {
  const root = compatibleRoot(environment);
  // Kept when the build is interrupted: the next one goes on from there.
  const folder = `${root}.building`;
  mkdirSync(folder, { recursive: true });
  if (!(await runCargo(cargo, { folder, environment }))) return;
  rmSync(root, { recursive: true, force: true });
  renameSync(join(folder, 'root'), root);
  rmSync(folder, { recursive: true, force: true });
}

/** @returns { kind: 'compatible', binary, version }, or null where there is no cargo or it does not succeed. */
export async function buildCompatibleMongodb(environment = process.env) {
  const cargo = onPath(['cargo'], environment);
  if (cargo === null) return null;
  const { crate, version, program } = compatibleServer;
  const root = compatibleRoot(environment);
  mkdirSync(dirname(root), { recursive: true });
  say(`No MongoDB is here: building ${program} ${version}, a MongoDB-compatible test server, with`);
  say(`  cargo install ${crate} --version ${version} --locked`);
  say(`  into ${root}. This takes 5 to 8 minutes on two cores, once for this user.`);
  const isDone = () => installedCompatible(environment) !== null;
  await withLock(`${root}.lock`, { isDone, work: () => build(cargo, environment) });
  return installedCompatible(environment);
}
