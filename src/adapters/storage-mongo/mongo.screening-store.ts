// Answers for look-ups in do-not-call registers in MongoDB.
import { Injectable } from '@nestjs/common';
import { ScreeningStore } from '../../ports/screening-store.port.js';
import type { Screening } from '../../ports/screening-store.port.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import { InvariantError } from '../../shared/errors.js';
import type { GateKey, ScreeningId } from '../../shared/ids.js';
import { LeafMaker } from './leaf-maker.js';
import { MongoDatabase } from './mongo-database.js';
import { recordPage } from './record-page.js';
import { screenings, type ScreeningDocument } from './schemas/screenings.schema.js';
import { storedRecord } from './stored-record.js';
import { insertOnce } from './write-once.js';

@Injectable()
export class MongoScreeningStore extends ScreeningStore {
  constructor(private readonly database: MongoDatabase) {
    super();
  }

  async add(screening: Screening, event: AuditEvent): Promise<void> {
    const { id, phoneKey, screenedAt, recordedAt } = screening;
    const place = { step: 'screening.add', of: screenings };
    const leaves = [await LeafMaker.of(this.database).make(event)];
    const paths = { phoneKey, screenedAt, recordedAt, record: storedRecord(screening) };
    const isNew = await insertOnce(this.database, place, { _id: id, ...paths, leaves, hasLeaves: true });
    if (!isNew) throw new InvariantError('INTERNAL', `screening ${id} is there already`);
  }

  async latest(phoneKeys: readonly GateKey[]): Promise<readonly Screening[]> {
    const model = this.database.model(screenings);
    const query = { phoneKey: { $in: [...phoneKeys] } };
    const latestLast = { sort: { screenedAt: 1, recordedAt: 1, _id: 1 } } as const;
    const found = await this.database.run('screening.latest', () =>
      model.find(query, { record: 1 }, latestLast).lean<ScreeningDocument[]>(),
    );
    return [...new Map(found.map(({ record }) => [record.register, record])).values()];
  }

  list(
    cursor: ScreeningId | null,
    limit: number,
  ): Promise<{ items: readonly Screening[]; nextCursor: ScreeningId | null }> {
    const place = { step: 'screening.list', of: screenings };
    return recordPage<Screening, ScreeningDocument>(this.database, place, { cursor, limit });
  }
}
