// Answers for when the write-ahead log is copied into the file: on another thread, so that no commit waits for it.
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

const commitsBetweenLooks = 100;
const logBytesWorthIt = 8 * 1024 * 1024;

function workerFile(): URL {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./checkpoint-worker.${ending}`, import.meta.url);
}

/**
 * Only saves time: the log alone is durable and complete, and where the thread fails, SQLite copies by itself once the
 * log is long (`wal_autocheckpoint`).
 */
export class Checkpointer {
  private commitCount = 0;
  private isBusy = false;
  private worker: Worker | null = null;

  constructor(private readonly path: string) {}

  /** Called after each commit; looks at the size of the log once in a while. */
  committed(): void {
    this.commitCount += 1;
    if (this.isBusy || this.commitCount % commitsBetweenLooks !== 0 || this.logBytes() < logBytesWorthIt) return;
    this.isBusy = true;
    this.worker ??= this.start();
    this.worker.postMessage('checkpoint');
  }

  async close(): Promise<void> {
    if (this.worker === null) return;
    // From here on the process must wait for it, also where nothing else keeps it alive.
    this.worker.ref();
    const ended = once(this.worker, 'exit');
    this.worker.postMessage('stop');
    await ended;
    this.worker = null;
  }

  private logBytes(): number {
    return statSync(`${this.path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  }

  private start(): Worker {
    const worker = new Worker(workerFile(), { workerData: this.path });
    worker.unref();
    worker.on('message', () => {
      this.isBusy = false;
    });
    // It stays busy for good then: SQLite copies by itself.
    worker.on('error', () => {
      this.worker = null;
    });
    return worker;
  }
}
