// Answers for working off suppression files in the background, one at a time, also those that a restart finds unfinished.
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../../ports/clock.port.js';
import { ImportStore, type ImportRecord } from '../../ports/import-store.port.js';
import { untilAborted } from './until-aborted.js';
import { RunSuppressionImportService } from './run-suppression-import.service.js';

const retryAfterMs = 2_000;
/** Tries in a row without progress after which a file is given up: then the fault is ours, and waiting does not help. */
const maxTries = 10;

@Injectable()
export class SuppressionImportRunnerService implements OnModuleDestroy {
  private readonly logger = new Logger('suppression imports');
  private stopping = new AbortController();
  private isOver = false;
  private running: Promise<void> | null = null;
  private isStarted = false;
  private isWanted = false;

  constructor(
    private readonly imports: ImportStore,
    private readonly runImport: RunSuppressionImportService,
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
      if (this.isWanted && !this.isStopping) this.wake();
    });
  }

  private get isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  private async workOff(): Promise<void> {
    this.isWanted = false;
    let last = { id: '', read: -1, tries: 0 };
    while (!this.isStopping) {
      const record = await this.next();
      if (record === null) return;
      const isStuck = record.id === last.id && record.read === last.read;
      last = { id: record.id, read: record.read, tries: isStuck ? last.tries + 1 : 0 };
      await this.attempt(record, last.tries);
    }
  }

  private async attempt(record: ImportRecord, tries: number): Promise<void> {
    try {
      if (tries < maxTries) {
        // Another process is at it; it is looked at again later, in case that one ends first.
        if (!(await this.runImport.run(record, this.stopping.signal))) await this.pause();
      } else await this.runImport.fail(record, 'the import could not go on; the log says why');
    } catch (error) {
      await this.pauseAfter(`import ${record.id} was interrupted`, error);
    }
  }

  /** Null where nothing is left, or the process goes down. */
  private async next(): Promise<ImportRecord | null> {
    while (!this.isStopping) {
      try {
        const unfinished = await this.imports.listUnfinished();
        return unfinished.find((record) => record.kind === 'suppressions') ?? null;
      } catch (error) {
        await this.pauseAfter('the list of imports cannot be read', error);
      }
    }
    return null;
  }

  /** Logs the name of the error only: messages of libraries may quote data. */
  private async pauseAfter(what: string, error: unknown): Promise<void> {
    this.logger.error(`${what}: ${error instanceof Error ? error.name : 'unknown error'}`);
    await this.pause();
  }

  private async pause(): Promise<void> {
    await untilAborted(this.stopping.signal, this.clock.wait(retryAfterMs));
  }
}
