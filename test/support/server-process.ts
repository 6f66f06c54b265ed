// Answers for running a server program as a child of the tests, which it never outlives, and for killing or freezing it.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export interface ServerCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** Where it keeps its data; removed should the tests die before they stopped the server. */
  readonly folder: string;
  /** What it writes as soon as it can be used. */
  readonly ready: RegExp;
}

const keptOutput = 4096;
// The pipe to this shell closes when the tests end, however they end: no exit handler runs after a kill -9.
const guardScript = 'read -r _ || { kill -9 "$1"; rm -rf "$2"; } 2>/dev/null';

export class ServerProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly guard: ChildProcess,
  ) {}

  /** Resolves when it says that it is ready; rejects with its last words where it ends before. */
  static async start(command: ServerCommand): Promise<ServerProcess> {
    const child = spawn(command.program, command.args, { cwd: command.folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const server = new ServerProcess(child, guardOf(child, command.folder));
    try {
      await readiness(child, command.ready);
      return server;
    } catch (error) {
      await server.kill();
      throw error;
    }
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** kill -9: nothing is flushed. */
  async kill(): Promise<void> {
    if (this.child.pid !== undefined && this.isRunning) {
      const closed = once(this.child, 'close');
      this.child.kill('SIGKILL');
      await closed;
    }
    this.guard.stdin?.end('\n');
  }

  /** It stands still, connections stay open. */
  pause(): void {
    this.child.kill('SIGSTOP');
  }

  resume(): void {
    this.child.kill('SIGCONT');
  }

  private get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }
}

function guardOf(child: ChildProcess, folder: string): ChildProcess {
  const args = ['-c', guardScript, 'sh', String(child.pid), folder];
  // In a session of its own, so that Ctrl-C ends the tests first and the guard then does its work.
  const guard = spawn('/bin/sh', args, { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  guard.stdin.on('error', () => undefined);
  guard.unref();
  return guard;
}

async function readiness(child: ChildProcess, ready: RegExp): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-keptOutput);
      if (ready.test(said)) resolve();
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('error', reject);
    child.once('close', (code) => {
      reject(new Error(`${child.spawnfile} ended with ${String(code)} before it was ready\n${said}`));
    });
  });
}
