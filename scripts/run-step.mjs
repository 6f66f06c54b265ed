// Runs one step of the checks as a child process and says how it went.
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import process from 'node:process';

export const root = join(import.meta.dirname, '..');

/** The tools of this checkout come first, the Node.js of the `node` package among them. */
export const environment = {
  ...process.env,
  PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`,
};

/** Resolves to the exit code; the child's output goes to ours. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env: environment, stdio: 'inherit', ...options });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? (signal === null ? 1 : 128)));
  });
}

/** Runs named steps one after the other. @returns the names of those that failed. */
export async function runSteps(steps) {
  const failed = [];
  for (const [name, command, ...args] of steps) {
    const from = performance.now();
    const code = await run(command, args);
    const seconds = ((performance.now() - from) / 1000).toFixed(1);
    process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)\n`);
    if (code !== 0) failed.push(name);
  }
  return failed;
}
