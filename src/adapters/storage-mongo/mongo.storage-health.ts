// Answers for whether MongoDB answers and its data is sound.
import { Injectable } from '@nestjs/common';
import { StorageHealth } from '../../ports/storage-health.port.js';
import { DependencyError } from '../../shared/errors.js';
import { secondMs } from '../../shared/instant.js';
import { doubledLeaves, logFindings } from './log-findings.js';
import { MongoDatabase } from './mongo-database.js';
import { installation, installationId } from './schemas/installation.schema.js';
import { Sequencer } from './sequencer.js';

/** Whoever asks for the probe waits no longer than a few seconds. */
const pingMs = 3 * secondMs;

@Injectable()
export class MongoStorageHealth extends StorageHealth {
  constructor(
    private readonly database: MongoDatabase,
    private readonly sequencer: Sequencer,
  ) {
    super();
  }

  /** Linearizable, as the reads before a claim are: it comes back only where a primary still has its majority (R14). */
  async ping(): Promise<void> {
    const collection = this.database.connection.collection<{ _id: string }>(installation.name);
    const options = { readConcern: { level: 'linearizable' }, maxTimeMS: pingMs } as const;
    const read = this.database.run('health.ping', () => collection.findOne({ _id: installationId }, options));
    await withinMs(pingMs, read);
  }

  /** Numbers what waits, so that it sees all of it. */
  async check(): Promise<readonly string[]> {
    await this.sequencer.catchUp();
    return [...(await logFindings(this.database)), ...(await this.leavesThatStay())];
  }

  /** Looked at twice: what got its number a moment ago is taken out by the numbering in between. */
  private async leavesThatStay(): Promise<string[]> {
    const before = await doubledLeaves(this.database);
    if (before.size === 0) return [];
    await this.sequencer.catchUp();
    const stay = [...(await doubledLeaves(this.database))].filter((id) => before.has(id));
    return stay.map((id) => `leaf ${id} has its number and still waits in its document`);
  }
}

async function withinMs<T>(spanMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new DependencyError('STORAGE_UNAVAILABLE', 'the database does not answer in time'));
    }, spanMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
