// Answers for reading gate rows on the way to a claim: linearizable, by key, never older than the question (R6, R14).
import type { GateKey } from '../../shared/ids.js';
import type { MongoDatabase } from './mongo-database.js';
import { readGate } from './read-row.js';

interface KeyReads {
  /** Ends after the read that is on its way. */
  current: Promise<unknown>;
  /** Begins when that has ended: whoever asks until then shares it. */
  next: Promise<boolean> | null;
}

const readers = new WeakMap<MongoDatabase, GateReader>();

/** Questions that come together share a read that begins after all of them; nothing is kept once it is answered. */
export class GateReader {
  private readonly reads = new Map<GateKey, KeyReads>();

  private constructor(private readonly database: MongoDatabase) {}

  static of(database: MongoDatabase): GateReader {
    const known = readers.get(database) ?? new GateReader(database);
    readers.set(database, known);
    return known;
  }

  /** Those of the keys that are closed, in their order. @throws DependencyError where one of them cannot be read. */
  async closed(keys: readonly GateKey[]): Promise<GateKey[]> {
    const answers = await Promise.all(keys.map((key) => this.isClosed(key)));
    return keys.filter((_, index) => answers[index] === true);
  }

  private isClosed(key: GateKey): Promise<boolean> {
    const running = this.reads.get(key);
    if (running === undefined) return this.begin(key);
    running.next ??= running.current.then(() => this.begin(key));
    return running.next;
  }

  private begin(key: GateKey): Promise<boolean> {
    const answer = readGate(this.database, key, 'claim.gates').then((row) => row?.isClosed === true);
    const reads: KeyReads = { current: Promise.resolve(), next: null };
    reads.current = answer.then(ignore, ignore).then(() => {
      if (reads.next === null) this.reads.delete(key);
    });
    this.reads.set(key, reads);
    return answer;
  }
}

function ignore(): void {
  // Whoever asked hears of the failure; the next question is read anew.
}
