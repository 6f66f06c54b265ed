#!/usr/bin/env node
// Answers for running on a Node.js that fits: an older one would end without a word in the SQLite driver.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const leastMajor = 22;
const leastMinor = 19;
const [major, minor] = process.versions.node.split('.').map(Number);
const isFit = major > leastMajor || (major === leastMajor && minor >= leastMinor);
const root = dirname(dirname(fileURLToPath(import.meta.url)));

function runWith(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`fairknock: ${node} cannot be run (${error.code})\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === null ? 0 : 1);
  });
}

function refuse(why) {
  process.stderr.write(`fairknock: ${why}\n`);
  process.exitCode = 1;
}

if (!isFit) {
  const beside = [join(root, 'node_modules/node/bin/node'), join(root, '../node/bin/node')].find((path) =>
    existsSync(path),
  );
  if (beside !== undefined) runWith(beside);
  else refuse(`needs Node.js ${leastMajor}.${leastMinor} or newer, and this is ${process.versions.node}`);
} else if (!existsSync(join(root, 'dist/cli.js'))) {
  refuse('is not built yet: run `npm run build` first');
} else {
  await import('../dist/cli.js');
}
