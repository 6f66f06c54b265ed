// Answers for working off accepted imports in the background, one at a time, also those that a restart finds unfinished.
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../../ports/clock.port.js';
import { ImportStore, type ImportRecord } from '../../ports/import-store.port.js';
import { RunImportService } from './run-import.service.js';

const retryAfterMs = 2_000;
/** Tries without any progress after which an import is given up: then the fault is ours, and waiting does not help. */
const maxTries = 10;

@Injectable()
export class ImportRunnerService implements OnModuleDestroy {
  private readonly logger = new Logger('imports');
  private running: Promise<void> | null = null;
  private isStarted = false;
  private isWanted = false;
  private stopping = new AbortController();
  private isOver = false;

  constructor(
    private readonly imports: ImportStore,
    private readonly runImport: RunImportService,
    private readonly clock: Clock,
  ) {}

  /** Works off what is there, and from now on whatever is accepted; again: looks for what others have accepted since. */
  start(): void {
    if (this.isOver) return;
    if (this.stopping.signal.aborted) this.stopping = new AbortController();
    this.isStarted = true;
    this.wake();
  }

  /** Ends after the batch at work; the rest is taken up at the next start, or by another process. */
  rest(): void {
    this.isStarted = false;
    this.stopping.abort();
  }

  async onModuleDestroy(): Promise<void> {
    this.isOver = true;
    this.rest();
    await this.running;
  }

  /** Something was accepted: work it off unless that is being done already, or is another process's to do. */
  wake(): void {
    if (!this.isStarted) return;
    this.isWanted = true;
    this.running ??= this.workOff().finally(() => {
      this.running = null;
      // Something may have been accepted between the last look and now.
      if (this.isWanted && !this.isStopping()) this.wake();
    });
  }

  /** Resolves when nothing is left to work off. */
  async idle(): Promise<void> {
    while (this.running !== null) await this.running;
  }

  private isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  private async workOff(): Promise<void> {
    while (this.isWanted && !this.isStopping()) {
      this.isWanted = false;
      try {
        for (let next = await this.next(); next !== null && !this.isStopping(); next = await this.next()) {
          await this.finish(next);
        }
      } catch (error) {
        this.report('the list of imports cannot be read', error);
        await this.pause();
        this.isWanted = true;
      }
    }
  }

  private async next(): Promise<ImportRecord | null> {
    const unfinished = await this.imports.listUnfinished();
    return unfinished.find((record) => record.kind === 'contacts') ?? null;
  }

  private async finish(first: ImportRecord): Promise<void> {
    let record = first;
    for (let triesLeft = maxTries; triesLeft > 0 && !this.isStopping(); triesLeft -= 1) {
      try {
        const ran = await this.runImport.run(record, () => this.isStopping());
        // Another process is at it; it is looked at again later, in case that one ends first.
        if (ran === null) await this.pause();
        return;
      } catch (error) {
        this.report(`import ${record.id} was interrupted`, error);
      }
      await this.pause();
      const now = (await this.imports.find(record.id)) ?? record;
      // The last write may have been applied although it did not say so.
      if (now.finishedAt !== null) return;
      if (now.read > record.read) triesLeft = maxTries;
      record = now;
    }
    if (!this.isStopping()) await this.runImport.fail(record.id, 'the import could not go on; the log says why');
  }

  private async pause(): Promise<void> {
    const { signal } = this.stopping;
    const stopped = new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener(
        'abort',
        () => {
          resolve();
        },
        { once: true },
      );
    });
    await Promise.race([this.clock.wait(retryAfterMs), stopped]);
  }

  /** The name of the error only: messages of libraries may quote data. */
  private report(what: string, error: unknown): void {
    this.logger.error(`${what}: ${error instanceof Error ? error.name : 'unknown error'}`);
  }
}
