// Answers for fetching a record only when it has changed: each touch asks for the same assessment and campaign again.
import type { Model } from 'mongoose';
import type { MongoDocument } from './mongo-collection.js';
import type { MongoDatabase } from './mongo-database.js';
import type { Place } from './write-once.js';

interface Versioned {
  readonly id: string;
  readonly revision: number;
}

interface Aggregate extends MongoDocument {
  readonly _id: string;
  readonly revision: number;
  readonly record: unknown;
}

const maxDocuments = 100;

/** The revision is asked for each time, so another process's change is seen; what is handed out cannot be changed. */
export class DocumentCache<T extends Versioned, D extends Aggregate> {
  private readonly documents = new Map<string, T>();
  private readonly model: Model<Aggregate>;

  /** @param place whose documents are never deleted: one that is not found is the one that is known. */
  constructor(
    private readonly database: MongoDatabase,
    private readonly place: Place<D>,
  ) {
    this.model = database.model(place.of) as unknown as Model<Aggregate>;
  }

  async find(id: T['id']): Promise<T | null> {
    const known = this.documents.get(id);
    const changed = await this.read(id, known?.revision ?? null);
    if (changed === null) return known ?? null;
    const record = frozen(changed);
    this.keep(record);
    return record;
  }

  /** One round trip: nothing comes back where the revision is the known one. */
  private async read(id: T['id'], knownRevision: number | null): Promise<T | null> {
    const query = { _id: id, ...(knownRevision === null ? {} : { revision: { $ne: knownRevision } }) };
    const found = await this.database.run(this.place.step, () =>
      this.model.findOne(query, { record: 1 }).lean<Aggregate>(),
    );
    return (found?.record ?? null) as T | null;
  }

  private keep(record: T): void {
    this.documents.delete(record.id);
    const [oldest] = this.documents.keys();
    if (this.documents.size >= maxDocuments && oldest !== undefined) this.documents.delete(oldest);
    this.documents.set(record.id, record);
  }
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}
