// Answers for which of several processes does a work: it holds a lease by its beats, and whoever sees them stand still takes over.
import { randomBytes } from 'node:crypto';
import { secondMs } from '../../shared/instant.js';
import { LeaseBeats, type MonotonicClock } from './lease-beats.js';
import type { MongoDatabase } from './mongo-database.js';
import { leases, type LeaseDocument } from './schemas/leases.schema.js';
import { isDuplicateKey } from './storage-error.js';

/** The holder beats every second; three missed ones and a bit more are a death. */
const deadAfterMs = 4 * secondMs;
const holderBytes = 8;

/**
 * Saves work, keeps nothing safe (R20): a holder may be frozen and go on later. Its token tells: each taking-over raises
 * it in the same write that names the new holder, so of two that see the same beats stand still one wins.
 */
export class Lease {
  private readonly holder = randomBytes(holderBytes).toString('hex');
  private readonly beats: LeaseBeats;
  private held: number | null = null;

  constructor(
    private readonly database: MongoDatabase,
    private readonly name: string,
    nowMs?: MonotonicClock,
  ) {
    this.beats = new LeaseBeats(nowMs);
  }

  /** The fencing token, rising with every taking-over; null where this holder does not believe that it holds it. */
  get token(): number | null {
    return this.held;
  }

  /**
   * Beats where it is held, else takes it where nobody holds it or the holder's beats stand still. Ask every second.
   * @returns whether it is held now. @throws DependencyError where that cannot be known.
   */
  async tryTake(): Promise<boolean> {
    if (this.held !== null && (await this.beat(this.held))) return true;
    this.held = null;
    const found = (await this.read()) ?? (await this.create());
    // A taking-over whose answer was lost: it is ours all the same.
    if (found.holder === this.holder) this.held = found.token;
    else if (this.isFree(found)) this.held = await this.takeOver(found);
    return this.held !== null;
  }

  /** No error where it is not held. @throws DependencyError: then its beats stand still, and others take over by themselves. */
  async release(): Promise<void> {
    const token = this.held;
    this.held = null;
    if (token === null) return;
    const model = this.database.model(leases);
    const mine = { _id: this.name, holder: this.holder, token };
    await this.database.run('lease.release', () => model.updateOne(mine, { $set: { holder: null } }));
  }

  /** A beat that is applied twice is two beats: nothing is lost by it. */
  private async beat(token: number): Promise<boolean> {
    const model = this.database.model(leases);
    const mine = { _id: this.name, holder: this.holder, token };
    const { matchedCount } = await this.database.run('lease.beat', () => model.updateOne(mine, { $inc: { beat: 1 } }));
    return matchedCount === 1;
  }

  private isFree({ holder, token, beat }: LeaseDocument): boolean {
    const stillMs = this.beats.look(this.name, `${token}.${beat}`);
    return holder === null || stillMs >= deadAfterMs;
  }

  /** @returns the new token; null where somebody else was faster, or the holder is alive after all. */
  private async takeOver({ holder, token, beat }: LeaseDocument): Promise<number | null> {
    const model = this.database.model(leases);
    const taken = { holder: this.holder, token: token + 1, beat: beat + 1 };
    const asSeen = { _id: this.name, holder, token, beat };
    await this.database.run('lease.take', () => model.updateOne(asSeen, { $set: taken }));
    // Not the matched count: a write that was repeated after a lost answer matches nothing the second time.
    const now = await this.read();
    return now?.holder === this.holder ? now.token : null;
  }

  private read(): Promise<LeaseDocument | null> {
    const model = this.database.model(leases);
    return this.database.run('lease.read', () => model.findById(this.name).lean<LeaseDocument>());
  }

  private async create(): Promise<LeaseDocument> {
    const model = this.database.model(leases);
    const free = { holder: null, token: 0, beat: 0 };
    try {
      const options = { upsert: true };
      await this.database.run('lease.create', () =>
        model.updateOne({ _id: this.name }, { $setOnInsert: free }, options),
      );
    } catch (error) {
      // Two that start at once: it is there, which is all that was wanted.
      if (!isDuplicateKey(error)) throw error;
    }
    return (await this.read()) ?? { _id: this.name, ...free };
  }
}
