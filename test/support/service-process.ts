// Answers for running the built service as a child process, as an operator would, and for ending or killing it.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '../..');
/** What an operator runs. */
export const program = join(root, 'bin/fairknock.mjs');

export type Settings = Readonly<Record<string, string>>;

export function environmentWith(dataDir: string, settings: Settings): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('FAIRKNOCK_'));
  return {
    ...Object.fromEntries(inherited),
    NODE_ENV: 'test',
    FAIRKNOCK_DATA_DIR: dataDir,
    FAIRKNOCK_PORT: '0',
    ...settings,
  };
}

export function newDataDir(): string {
  return mkdtempSync(join(tmpdir(), 'fairknock-e2e-'));
}

export function removeDataDir(dataDir: string): void {
  rmSync(dataDir, { recursive: true, force: true });
}

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command to its end. */
export function runCommand(dataDir: string, args: readonly string[], settings: Settings = {}): Promise<CommandResult> {
  return runWithInput('', { dataDir, args, settings });
}

/** Runs one command to its end, with text piped into it. */
export async function runWithInput(
  input: string,
  { dataDir, args, settings = {} }: { dataDir: string; args: readonly string[]; settings?: Settings },
): Promise<CommandResult> {
  const child = spawn(process.execPath, [program, ...args], {
    env: environmentWith(dataDir, settings),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  // A command that reads nothing closes the pipe, and need not.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? -1, ...output };
}

/** No file of the process grows beyond the limit, as if the disk were full. */
function withFileLimit(command: readonly [string, ...string[]], kilobytes?: number): [string, readonly string[]] {
  const [program, ...args] = command;
  if (kilobytes === undefined) return [program, args];
  // POSIX counts in blocks of 512 octets.
  return ['/bin/sh', ['-c', `ulimit -f ${String(kilobytes * 2)}; exec "$@"`, 'sh', ...command]];
}

/** `serve` answers requests, and does all the work where there is no Redis; `worker` works. */
export type ProcessRole = 'serve' | 'worker';

const readiness = /^(?:listening on|working, probes on) (\S+)$/;

export class ServiceProcess {
  /** Everything it wrote to standard error: its log. */
  log = '';

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    readonly dataDir: string,
  ) {}

  /** Resolves when it says that it works, and where; rejects with its log where it ends before. */
  static async start(
    dataDir: string,
    settings: Settings = {},
    o: { readonly role?: ProcessRole; readonly maxFileKilobytes?: number } = {},
  ): Promise<ServiceProcess> {
    const [command, args] = withFileLimit([process.execPath, program, o.role ?? 'serve'], o.maxFileKilobytes);
    const child = spawn(command, args, {
      env: environmentWith(dataDir, settings),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // Whatever becomes of the test run, the service must not outlive it.
    const killWithUs = () => child.kill('SIGKILL');
    process.once('exit', killWithUs);
    child.once('exit', () => process.removeListener('exit', killWithUs));
    let log = '';
    child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
    const url = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        const found = readiness.exec(line)?.[1];
        if (found !== undefined) resolve(found);
      });
      child.once('exit', (code) => {
        reject(new Error(`the service ended with ${String(code)} before it was ready\n${log}`));
      });
    });
    const service = new ServiceProcess(child, url, dataDir);
    service.log = log;
    child.stderr.on('data', (chunk: Buffer) => (service.log += chunk.toString()));
    return service;
  }

  /** Asks it to stop and waits for its end. @returns the exit code. */
  async stop(): Promise<number | null> {
    return this.end('SIGTERM');
  }

  /** kill -9: nothing is drained, nothing is flushed. */
  async kill(): Promise<number | null> {
    return this.end('SIGKILL');
  }

  /** It stands still between any two instructions; its connections stay open. */
  pause(): void {
    this.child.kill('SIGSTOP');
  }

  resume(): void {
    this.child.kill('SIGCONT');
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    if (!this.isRunning) return this.child.exitCode;
    const closed = once(this.child, 'close');
    this.child.kill(signal);
    await closed;
    return this.child.exitCode;
  }
}
