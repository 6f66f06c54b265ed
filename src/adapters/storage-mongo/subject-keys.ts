// Answers for the key of each person: made at the first leaf, destroyed by erasure, the next leaf gets a new one (Art. 17).
import { randomBytes } from 'node:crypto';
import type { RowId } from '../../shared/ids.js';
import { update } from './ledger-write.js';
import type { MongoDatabase } from './mongo-database.js';
import { subjectKeys } from './schemas/subject-keys.schema.js';

const keyBytes = 32;
const maxKept = 5_000;
/**
 * How long a key is used for writing without a look. What another process erased meanwhile is encrypted under a key
 * that is gone, so it is unreadable: the safe side. Long enough for the leaves of one touch.
 */
const keptMs = 10_000;

interface Kept {
  readonly key: Buffer;
  readonly until: number;
}

export class SubjectKeys {
  private readonly kept = new Map<RowId, Kept>();

  constructor(private readonly database: MongoDatabase) {}

  /** For writing. Makes the key where there is none. */
  async forWriting(subject: RowId): Promise<Buffer> {
    const known = this.kept.get(subject);
    if (known !== undefined && performance.now() < known.until) return known.key;
    const key = (await this.read(subject)) ?? (await this.make(subject));
    this.keep(subject, key);
    return key;
  }

  /** For reading payloads; null where it was destroyed. Never from memory. */
  async read(subject: RowId): Promise<Buffer | null> {
    const model = this.database.model(subjectKeys);
    const found = await this.database.run('key.read', () => model.findById(subject).lean());
    return found?.key ?? null;
  }

  /** Idempotent. After it no payload of these rows can be read, wherever a copy of it lies. */
  async destroy(subjects: readonly RowId[]): Promise<void> {
    const model = this.database.model(subjectKeys);
    await this.database.run('key.destroy', () => model.deleteMany({ _id: { $in: [...subjects] } }));
    for (const subject of subjects) this.kept.delete(subject);
  }

  private async make(subject: RowId): Promise<Buffer> {
    const key = randomBytes(keyBytes);
    const changes = { $setOnInsert: { key } };
    const made = { step: 'key.make', in: subjectKeys, filter: { _id: subject }, changes, orInsert: true };
    if ((await update(this.database, made)).isInserted) return key;
    // Another process was first, or an erasure came right behind: then ours is as good as none.
    return (await this.read(subject)) ?? key;
  }

  private keep(subject: RowId, key: Buffer): void {
    this.kept.delete(subject);
    const [oldest] = this.kept.keys();
    if (this.kept.size >= maxKept && oldest !== undefined) this.kept.delete(oldest);
    this.kept.set(subject, { key, until: performance.now() + keptMs });
  }
}
