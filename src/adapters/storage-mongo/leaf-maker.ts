// Answers for making the leaf of an effect before the first try, so that every repeat carries the very same one (R23).
import { randomBytes } from 'node:crypto';
import { buildLeaf, leafJson, type AuditEvent } from '../../shared/audit-leaf.js';
import { canonicalJson } from '../../shared/canonical-json.js';
import { sealSecret } from './leaf-secret.js';
import type { MongoDatabase } from './mongo-database.js';
import type { PendingLeaf } from './pending-leaf.js';
import { SubjectKeys } from './subject-keys.js';

const saltBytes = 16;

/** One for each database and process: the keys that it remembers are shared. */
const makers = new WeakMap<MongoDatabase, LeafMaker>();

export class LeafMaker {
  private constructor(readonly keys: SubjectKeys) {}

  static of(database: MongoDatabase): LeafMaker {
    const known = makers.get(database) ?? new LeafMaker(new SubjectKeys(database));
    makers.set(database, known);
    return known;
  }

  /** Reads or makes the key of the event's subject; changes nothing else. @throws DependencyError. */
  async make(event: AuditEvent): Promise<PendingLeaf> {
    const key = event.subject === undefined ? null : await this.keys.forWriting(event.subject);
    const payload = event.payload === undefined ? null : canonicalJson(event.payload);
    const salt = randomBytes(saltBytes);
    const secrets = { salt, ...(key === null ? {} : { subjectKey: key }) };
    const secret = payload === null ? null : sealSecret({ salt: salt.toString('hex'), payload }, event.id, key);
    return {
      id: event.id,
      at: event.at,
      type: event.type,
      body: leafJson(buildLeaf(event, secrets, payload)),
      subject: event.subject ?? null,
      secret,
    };
  }

  async makeAll(events: readonly AuditEvent[]): Promise<PendingLeaf[]> {
    return Promise.all(events.map((event) => this.make(event)));
  }
}
