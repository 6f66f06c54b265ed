// Answers for writes that must not be lost while this process lives: they are tried again until the store is back.
import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../ports/clock.port.js';
import { InvariantError } from '../shared/errors.js';

const firstWaitMs = 100;
const maxWaitMs = 5_000;

@Injectable()
export class Persistence {
  private readonly logger = new Logger(Persistence.name);
  private isStopping = false;

  constructor(private readonly clock: Clock) {}

  /** From now on a write that fails is given up: the reaper of the next process finds the entry (R8). */
  stop(): void {
    this.isStopping = true;
  }

  /** @param work idempotent. Rejects only for an error of ours, or while the process stops. */
  async untilDone<T>(what: string, work: () => Promise<T>): Promise<T> {
    for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, maxWaitMs)) {
      try {
        return await work();
      } catch (error) {
        if (error instanceof InvariantError || this.isStopping) throw error;
        this.logger.warn(`${what} failed and is tried again: ${error instanceof Error ? error.name : 'unknown error'}`);
      }
      await this.clock.wait(waitMs);
    }
  }
}
