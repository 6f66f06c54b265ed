// Answers for which process leads the background work on MongoDB: the one that holds the lease of that name.
import type { OnApplicationShutdown } from '@nestjs/common';
import { ProcessLead } from '../../ports/process-lead.port.js';
import type { MonotonicClock } from './lease-beats.js';
import { Lease } from './lease.js';
import type { MongoDatabase } from './mongo-database.js';

export class MongoProcessLead extends ProcessLead implements OnApplicationShutdown {
  private readonly lease: Lease;

  constructor(database: MongoDatabase, nowMs?: MonotonicClock) {
    super();
    this.lease = new Lease(database, 'background-work', nowMs);
  }

  tryTake(): Promise<boolean> {
    return this.lease.tryTake();
  }

  release(): Promise<void> {
    return this.lease.release();
  }

  /** The last hook: by then nothing is being worked off any more. Where the store is away, others see the beats stand still. */
  async onApplicationShutdown(): Promise<void> {
    await this.release().catch(() => undefined);
  }
}
