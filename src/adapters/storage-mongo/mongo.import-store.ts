// Answers for imports in MongoDB: their progress, and the refused lines with the keys by which an erasure finds them.
import { Injectable } from '@nestjs/common';
import { ImportStore } from '../../ports/import-store.port.js';
import type { ImportRecord, ImportReject } from '../../ports/import-store.port.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import { InvariantError } from '../../shared/errors.js';
import type { ImportId } from '../../shared/ids.js';
import { rejectKeys } from '../../shared/reject-keys.js';
import { LeafMaker } from './leaf-maker.js';
import { MongoDatabase } from './mongo-database.js';
import { importRejects, imports, type ImportDocument, type ImportRejectDocument } from './schemas/imports.schema.js';
import { storedRecord } from './stored-record.js';
import { insertMissing, insertOnce, updateOnce } from './write-once.js';

const unfinished = { $in: ['queued', 'running'] } as const;
const shownOfReject = { _id: 0, line: 1, code: 1, message: 1, record: 1 } as const;

function pathsOf(record: ImportRecord): Pick<ImportDocument, 'state' | 'read' | 'createdAt' | 'record'> {
  const { state, read, createdAt } = record;
  return { state, read, createdAt, record: storedRecord(record) };
}

function rejectDocument(importId: ImportId, { line, code, message, record }: ImportReject): ImportRejectDocument {
  const keys = rejectKeys(record);
  const document = { _id: `${importId}:${line}`, importId, line, code, message, record };
  return keys.length === 0 ? document : { ...document, keys };
}

@Injectable()
export class MongoImportStore extends ImportStore {
  constructor(private readonly database: MongoDatabase) {
    super();
  }

  async create(record: ImportRecord, event: AuditEvent): Promise<void> {
    const place = { step: 'import.create', of: imports };
    const leaves = [await LeafMaker.of(this.database).make(event)];
    const document = { _id: record.id, ...pathsOf(record), leaves, hasLeaves: true } as const;
    const isNew = await insertOnce(this.database, place, document);
    if (!isNew) throw new InvariantError('INTERNAL', `import ${record.id} is there already`);
  }

  async find(id: ImportId): Promise<ImportRecord | null> {
    const model = this.database.model(imports);
    const found = await this.database.run('import.find', () =>
      model.findById(id, { record: 1 }).lean<ImportDocument>(),
    );
    return found?.record ?? null;
  }

  /**
   * The lines go first: after a crash in between the batch is done again and finds them there. The progress is the
   * write that decides; whoever loses there to a quicker process has written lines of the same file that one writes too.
   */
  async update(record: ImportRecord, rejects: readonly ImportReject[], event: AuditEvent | null): Promise<boolean> {
    const stored = await this.find(record.id);
    if (stored === null) throw new InvariantError('INTERNAL', `import ${record.id} was never created`);
    if (!['queued', 'running'].includes(stored.state) || stored.read > record.read) return false;
    const documents = rejects.map((reject) => rejectDocument(record.id, reject));
    await insertMissing(this.database, { step: 'import.rejects', of: importRejects }, documents);
    const place = { step: 'import.update', of: imports };
    return updateOnce(this.database, place, {
      filter: { _id: record.id, state: unfinished, read: { $lte: record.read } },
      changes: { $set: pathsOf(record) },
      leaves: event === null ? [] : [await LeafMaker.of(this.database).make(event)],
    });
  }

  async rejects(id: ImportId, afterLine: number, limit: number): Promise<readonly ImportReject[]> {
    const model = this.database.model(importRejects);
    const query = { importId: id, line: { $gt: afterLine } };
    return this.database.run('import.lines', () =>
      model.find(query, shownOfReject, { sort: { line: 1 }, limit }).lean<ImportReject[]>(),
    );
  }

  async listUnfinished(): Promise<readonly ImportRecord[]> {
    const model = this.database.model(imports);
    const oldestFirst = { sort: { createdAt: 1, _id: 1 } } as const;
    const found = await this.database.run('import.unfinished', () =>
      model.find({ state: unfinished }, { record: 1 }, oldestFirst).lean<ImportDocument[]>(),
    );
    return found.map(({ record }) => record);
  }
}
