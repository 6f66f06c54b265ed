// Answers for a command that is killed with -9 in the middle of its work, at a point that it tells of itself.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { environmentWith, program, type Settings } from './service-process.js';

export interface KilledCommand {
  readonly dataDir: string;
  readonly args: readonly string[];
  readonly settings: Settings;
}

/** Resolves when it is dead; rejects where it ended by itself before it wrote this to standard error. */
export async function killCommandWhen(pattern: RegExp, { dataDir, args, settings }: KilledCommand): Promise<void> {
  const child = spawn(process.execPath, [program, ...args], {
    env: environmentWith(dataDir, settings),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const closed = once(child, 'close');
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (pattern.test(said)) child.kill('SIGKILL');
  });
  const [, signal] = (await closed) as [number | null, NodeJS.Signals | null];
  if (signal !== 'SIGKILL') throw new Error(`it ended before it said ${String(pattern)}: ${said}`);
}
