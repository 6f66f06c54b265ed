// Answers for bringing to their end, while processes live, the erasures and mergers that a lost database broke off half-way.
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { minuteMs } from '../../shared/instant.js';
import { resumeErasures } from './erase-contact.js';
import { resumeMerges } from './merge-persons.js';
import { MongoDatabase } from './mongo-database.js';

const lookEveryMs = minuteMs;

/** At the start the stores look themselves. Any number of processes may do it at once: each step is harmless when repeated. */
@Injectable()
export class ResumeRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('half-done steps');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly database: MongoDatabase) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running = this.running.then(() => this.look());
    }, lookEveryMs);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** Never rejects: what could not be done now is found again. */
  async look(): Promise<void> {
    try {
      await resumeMerges(this.database);
      await resumeErasures(this.database);
    } catch (error) {
      this.logger.warn(`Failed and is tried again: ${error instanceof Error ? error.name : 'unknown error'}`);
    }
  }
}
