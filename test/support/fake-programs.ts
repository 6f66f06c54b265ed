// Answers for a machine on which only the named programs are installed, with an empty cache folder of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface ScriptResult {
  readonly code: number | null;
  readonly stdout: string;
}

export interface RunningScript {
  readonly result: Promise<ScriptResult>;
  /** Resolves when it has written this to standard output. */
  says(text: string): Promise<void>;
}

export class FakeMachine {
  private readonly folder = mkdtempSync(join(tmpdir(), 'fairknock-machine-'));

  /** @param script what a shell does for it; it is there as if installed. */
  install(name: string, script: string): void {
    this.write(`bin/${name}`, script);
  }

  /** A program in the cache folder of the tests. */
  keep(path: string, script: string): void {
    this.write(`cache/fairknock/${path}`, script);
  }

  /** Relative to the cache folder of the tests. */
  has(path: string): boolean {
    return existsSync(join(this.folder, 'cache/fairknock', path));
  }

  /** What programs noted in the file `$NOTES`. */
  get notes(): string {
    return readFileSync(join(this.folder, 'notes'), 'utf8');
  }

  /** Programs may wait for the file `$SIGN`. */
  giveSign(): void {
    writeFileSync(join(this.folder, 'sign'), '');
  }

  start(script: string, variables: Readonly<Record<string, string>> = {}): RunningScript {
    const child = spawn(process.execPath, [script], {
      env: {
        PATH: join(this.folder, 'bin'),
        HOME: this.folder,
        XDG_CACHE_HOME: join(this.folder, 'cache'),
        NOTES: join(this.folder, 'notes'),
        SIGN: join(this.folder, 'sign'),
        ...variables,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    return {
      result: once(child, 'close').then(([code]) => ({ code: code as number | null, stdout })),
      says: async (text) => {
        while (!stdout.includes(text)) await once(child.stdout, 'data');
      },
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private write(path: string, script: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\nPATH=/usr/bin:/bin\n${script}\n`, { mode: 0o755 });
  }
}
