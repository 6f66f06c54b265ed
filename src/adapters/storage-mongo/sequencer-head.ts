// Answers for how many leaves the log holds, read with majority: the number of the next one (R17).
import type { MongoDatabase } from './mongo-database.js';
import { auditLeaves } from './schemas/audit-leaves.schema.js';

/** Steps of 1, 2, 4 .. above the last head that was seen. */
const strides = Array.from({ length: 32 }, (_, exponent) => 2 ** exponent);

/**
 * The log has no gaps, so its head is found by reading single numbers: one read where little was added. It costs the
 * same at any length; to sort by number makes some engines walk through the whole index.
 */
export class SequencerHead {
  /** Once committed by a majority, a number stays; -1 for an empty log. */
  private last = -1;

  constructor(private readonly database: MongoDatabase) {}

  /** @throws DependencyError. */
  async next(): Promise<number> {
    for (;;) {
      const highest = await this.highestFrom(this.last);
      if (highest === this.last) return this.last + 1;
      // Lower only where the log is another one than before: a database that was restored under a running process.
      this.last = highest;
    }
  }

  private async highestFrom(last: number): Promise<number> {
    const numbers = [...(last < 0 ? [] : [last]), ...strides.map((stride) => last + stride)];
    const collection = this.database.connection.collection<{ _id: number }>(auditLeaves.name);
    const found = await this.database.run('sequence.head', () =>
      collection
        .find({ _id: { $in: numbers } }, { projection: { _id: 1 }, readConcern: { level: 'majority' } })
        .toArray(),
    );
    return Math.max(-1, ...found.map(({ _id }) => _id));
  }
}
