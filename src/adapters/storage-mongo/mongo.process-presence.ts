// Answers for which processes are alive on MongoDB: each raises its beat, and everybody sees whose beats stand still.
import type { OnApplicationShutdown } from '@nestjs/common';
import { ProcessPresence } from '../../ports/process-presence.port.js';
import { processId, type ProcessId } from '../../shared/ids.js';
import { minuteMs, secondMs } from '../../shared/instant.js';
import { LeaseBeats, type MonotonicClock } from './lease-beats.js';
import type { MongoDatabase } from './mongo-database.js';
import { processPresence, type ProcessPresenceDocument } from './schemas/process-presence.schema.js';

const deadAfterMs = 5 * secondMs;
/** Documents of the dead would pile up with every restart; a process that was only frozen makes its own again. */
const forgottenAfterMs = 10 * minuteMs;

export class MongoProcessPresence extends ProcessPresence implements OnApplicationShutdown {
  private readonly beats: LeaseBeats;

  /** @param id another than this process's only in tests. */
  constructor(
    private readonly database: MongoDatabase,
    { id = processId, nowMs }: { readonly id?: ProcessId; readonly nowMs?: MonotonicClock } = {},
  ) {
    super();
    this.id = id;
    this.beats = new LeaseBeats(nowMs);
  }

  private readonly id: ProcessId;

  /** A beat that is applied twice is two beats: nothing is lost by it. */
  async beat(): Promise<void> {
    const model = this.database.model(processPresence);
    const raise = { $inc: { beat: 1 } };
    await this.database.run('presence.beat', () => model.updateOne({ _id: this.id }, raise, { upsert: true }));
  }

  async present(): Promise<ReadonlySet<ProcessId>> {
    const model = this.database.model(processPresence);
    const found = await this.database.run('presence.read', () => model.find().lean<ProcessPresenceDocument[]>());
    const still = found.map((document) => ({ document, stillMs: this.beats.look(document._id, `${document.beat}`) }));
    this.beats.keepOnly(new Set(found.map(({ _id }) => _id)));
    for (const { document, stillMs } of still) if (stillMs >= forgottenAfterMs) await this.forget(document);
    const alive = still.filter(({ stillMs }) => stillMs < deadAfterMs).map(({ document }) => document._id);
    return new Set([this.id, ...alive]);
  }

  /** Nothing is in hand any more. Where the store is away, others see the beats stand still. */
  async onApplicationShutdown(): Promise<void> {
    const model = this.database.model(processPresence);
    await this.database.run('presence.end', () => model.deleteOne({ _id: this.id })).catch(() => undefined);
  }

  private async forget({ _id, beat }: ProcessPresenceDocument): Promise<void> {
    const model = this.database.model(processPresence);
    await this.database.run('presence.forget', () => model.deleteOne({ _id, beat }));
  }
}
