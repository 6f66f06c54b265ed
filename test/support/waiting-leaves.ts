// Answers for documents with waiting leaves as the verbs write them, and for whether the log holds every leaf as it must.
import { LeafMaker } from '../../src/adapters/storage-mongo/leaf-maker.js';
import type { MongoDatabase } from '../../src/adapters/storage-mongo/mongo-database.js';
import { MongoAuditLog } from '../../src/adapters/storage-mongo/mongo.audit-log.js';
import { withRowLeaves } from '../../src/adapters/storage-mongo/pending-leaf.js';
import { auditInbox } from '../../src/adapters/storage-mongo/schemas/audit-inbox.schema.js';
import { ledgerRows } from '../../src/adapters/storage-mongo/schemas/ledger-rows.schema.js';
import { MongoStorageHealth } from '../../src/adapters/storage-mongo/mongo.storage-health.js';
import { Sequencer } from '../../src/adapters/storage-mongo/sequencer.js';
import { leafHash } from '../../src/merkle/leaf-hash.js';
import { MerkleRoot } from '../../src/merkle/merkle-root.js';
import type { LogEntry } from '../../src/ports/audit-log.port.js';
import type { LeafId, RowId } from '../../src/shared/ids.js';
import { plusMs } from '../../src/shared/instant.js';
import { anEvent, noon } from './event.builder.js';
import { keyOf } from './ledger.builder.js';

/** RFC 6962 root over the leaves themselves, not over the hashes that are stored beside them. */
export function rootOf(entries: readonly LogEntry[]): string {
  const root = new MerkleRoot();
  for (const { leafJson } of entries) root.add(leafHash(Buffer.from(leafJson, 'utf8')));
  return root.root().toString('hex');
}

interface Look {
  readonly size: number;
  readonly root: string;
}

/** Writes leaves and remembers them; looks at the log now and then, and at the end. */
export class WaitingLeaves {
  /** In the order in which they were written, by document; an append is a document of its own. */
  private readonly written: LeafId[][] = [];
  private readonly ofRow = new Map<RowId, LeafId[]>();
  private readonly looks: Look[] = [];
  private atMs = 0;

  constructor(private readonly database: MongoDatabase) {}

  get count(): number {
    return this.written.flat().length;
  }

  /** One write into a ledger row. */
  async push(name: string, count = 1): Promise<LeafId[]> {
    const rowId = keyOf(name);
    const leaves = await LeafMaker.of(this.database).makeAll(this.events(count, rowId));
    const ids = leaves.map(({ id }) => id);
    const ofRow = this.ofRow.get(rowId) ?? [];
    if (ofRow.length === 0) this.written.push(ofRow);
    this.ofRow.set(rowId, ofRow);
    ofRow.push(...ids);
    await this.database.model(ledgerRows).updateOne({ _id: rowId }, withRowLeaves(leaves), { upsert: true });
    return ids;
  }

  async append(count = 1): Promise<LeafId[]> {
    const events = this.events(count);
    this.written.push(events.map(({ id }) => id));
    await this.log().append(events);
    return events.map(({ id }) => id);
  }

  /** What the log holds at this moment: later it must begin with just that. */
  async look(): Promise<void> {
    const entries = await this.log().read(0, 1_000_000);
    this.looks.push({ size: entries.length, root: rootOf(entries) });
  }

  async numbered(): Promise<LeafId[]> {
    return (await this.log().read(0, 1_000_000)).map(({ id }) => id);
  }

  /** Numbers what waits. @returns one line for everything that is not as it must be. */
  async problems(): Promise<string[]> {
    const log = this.log();
    await log.catchUp();
    const entries = await log.read(0, 1_000_000);
    const { pendingCount } = await log.lag();
    const inbox = await this.database.model(auditInbox).countDocuments();
    return [
      ...(await new MongoStorageHealth(this.database, new Sequencer(this.database)).check()),
      ...this.wrongLeaves(entries),
      ...this.wrongOrder(entries),
      ...this.wrongCounters(entries),
      ...this.looks
        .filter(({ size, root }) => rootOf(entries.slice(0, size)) !== root)
        .map(({ size }) => `the log is another one than when it held ${size} leaves`),
      ...(pendingCount === 0 ? [] : [`${pendingCount} leaves wait`]),
      ...(inbox === 0 ? [] : [`${inbox} documents are left in the inbox`]),
    ];
  }

  private log(): MongoAuditLog {
    return new MongoAuditLog(this.database, new Sequencer(this.database));
  }

  private events(count: number, subject?: RowId) {
    return Array.from({ length: count }, () => ({
      ...anEvent('test.written', { payload: { note: 'kept apart' }, ...(subject === undefined ? {} : { subject }) }),
      at: plusMs(noon, (this.atMs += 1)),
    }));
  }

  private wrongLeaves(entries: readonly LogEntry[]): string[] {
    const found = entries.map(({ id }) => id);
    const lost = this.written.flat().filter((id) => !found.includes(id));
    const isDoubled = new Set(found).size !== found.length;
    return [
      ...(lost.length === 0 ? [] : [`${lost.length} of ${this.count} leaves are lost`]),
      ...(isDoubled ? ['a leaf is doubled'] : []),
      ...(found.length > this.count ? [`${found.length - this.count} leaves are invented`] : []),
    ];
  }

  private wrongOrder(entries: readonly LogEntry[]): string[] {
    const places = new Map(entries.map(({ id, number }) => [id, number]));
    const isSorted = (ids: LeafId[]) =>
      ids.every((id, index) => index === 0 || (places.get(ids[index - 1]!) ?? -1) < (places.get(id) ?? -1));
    return this.written.every(isSorted) ? [] : ['the leaves of one document are not in its order'];
  }

  /** Each leaf of a row carries the how-manieth it is (R23). */
  private wrongCounters(entries: readonly LogEntry[]): string[] {
    const counters = new Map(entries.map(({ id, leafJson }) => [id, JSON.parse(leafJson).subjectSeq as unknown]));
    const isCounted = (ids: LeafId[]) => ids.every((id, index) => counters.get(id) === index + 1);
    return [...this.ofRow.values()].every(isCounted) ? [] : ['the leaves of a row are not counted from 1'];
  }
}
