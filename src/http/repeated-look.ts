// Answers for looking at something again and again until the process stops, and for ending soon then.
import { Logger } from '@nestjs/common';
import type { Clock } from '../ports/clock.port.js';

export interface LookOptions {
  /** For the log, where a look fails. */
  readonly name: string;
  readonly everyMs: number;
  readonly look: () => Promise<void>;
}

export class RepeatedLook {
  private readonly logger: Logger;
  private isStopping = false;
  private endWait: () => void = () => undefined;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly clock: Clock,
    private readonly options: LookOptions,
  ) {
    this.logger = new Logger(options.name);
  }

  start(): void {
    this.looking = this.repeat();
  }

  /** Resolves when the look at hand has ended. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.endWait();
    await this.looking;
  }

  private async repeat(): Promise<void> {
    let hasFailed = false;
    while (!this.isStopping) {
      try {
        await this.options.look();
        hasFailed = false;
      } catch (error) {
        // Once for all that fail in a row: a store that is away is told of often enough.
        if (!hasFailed) this.logger.warn(`Failed and is tried again: ${nameOf(error)}`);
        hasFailed = true;
      }
      await this.pause();
    }
  }

  /** Ends early when the process is to stop. */
  private pause(): Promise<void> {
    return new Promise((resolve) => {
      this.endWait = resolve;
      if (this.isStopping) resolve();
      void this.clock.wait(this.options.everyMs).then(resolve);
    });
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown error';
}
