// Answers for Legitimate Interests Assessments in MongoDB.
import { Injectable } from '@nestjs/common';
import { LiaStore } from '../../ports/lia-store.port.js';
import type { Lia } from '../../ports/lia-store.port.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import { InvariantError } from '../../shared/errors.js';
import type { LiaId } from '../../shared/ids.js';
import { DocumentCache } from './document-cache.js';
import { LeafMaker } from './leaf-maker.js';
import { MongoDatabase } from './mongo-database.js';
import { recordPage } from './record-page.js';
import { lias, type LiaDocument } from './schemas/lias.schema.js';
import { storedRecord } from './stored-record.js';
import { insertOnce, updateOnce } from './write-once.js';

@Injectable()
export class MongoLiaStore extends LiaStore {
  private readonly documents: DocumentCache<Lia, LiaDocument>;

  constructor(private readonly database: MongoDatabase) {
    super();
    this.documents = new DocumentCache(database, { step: 'lia.find', of: lias });
  }

  async create(lia: Lia, event: AuditEvent): Promise<void> {
    const leaf = await LeafMaker.of(this.database).make(event);
    const document = { _id: lia.id, revision: lia.revision, record: storedRecord(lia) };
    const isNew = await insertOnce(
      this.database,
      { step: 'lia.create', of: lias },
      { ...document, leaves: [leaf], hasLeaves: true },
    );
    if (!isNew) throw new InvariantError('INTERNAL', `assessment ${lia.id} is there already`);
  }

  async save(lia: Lia, event: AuditEvent): Promise<boolean> {
    const place = { step: 'lia.save', of: lias };
    return updateOnce(this.database, place, {
      filter: { _id: lia.id, revision: lia.revision - 1 },
      changes: { $set: { revision: lia.revision, record: storedRecord(lia) } },
      leaves: [await LeafMaker.of(this.database).make(event)],
    });
  }

  find(id: LiaId): Promise<Lia | null> {
    return this.documents.find(id);
  }

  list(cursor: LiaId | null, limit: number): Promise<{ items: readonly Lia[]; nextCursor: LiaId | null }> {
    return recordPage<Lia, LiaDocument>(this.database, { step: 'lia.list', of: lias }, { cursor, limit });
  }
}
