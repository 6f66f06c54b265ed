// Answers for imports in SQLite: their progress, and the refused lines with the keys by which an erasure finds them.
import { Injectable } from '@nestjs/common';
import { ImportStore } from '../../ports/import-store.port.js';
import type { ImportRecord, ImportReject } from '../../ports/import-store.port.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import { InvariantError } from '../../shared/errors.js';
import type { ImportId } from '../../shared/ids.js';
import { parseDocument, parseDocuments } from './document-row.js';
import { rejectKeys } from '../../shared/reject-keys.js';
import { SqliteDatabase } from './sqlite-database.js';

const insertSql = 'INSERT INTO imports VALUES (@id, @state, @createdAt, @document)';
const updateSql = `
  UPDATE imports SET state = @state, created_at = @createdAt, document = @document
  WHERE id = @id AND state IN ('queued', 'running') AND document ->> '$.read' <= @read`;
const insertRejectSql = 'INSERT INTO import_rejects VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING';
const insertKeySql = 'INSERT INTO import_reject_keys VALUES (?, ?, ?) ON CONFLICT DO NOTHING';

function columnsOf(record: ImportRecord): Record<string, string | number> {
  const { id, state, createdAt } = record;
  return { id, state, createdAt, document: JSON.stringify(record) };
}

@Injectable()
export class SqliteImportStore extends ImportStore {
  constructor(private readonly database: SqliteDatabase) {
    super();
  }

  create(record: ImportRecord, event: AuditEvent): Promise<void> {
    return this.database.write((tx) => {
      this.database.prepare(insertSql).run(columnsOf(record));
      tx.appendLeaf(event);
    });
  }

  find(id: ImportId): Promise<ImportRecord | null> {
    return Promise.resolve(this.read(id));
  }

  update(record: ImportRecord, rejects: readonly ImportReject[], event: AuditEvent | null): Promise<boolean> {
    return this.database.write((tx) => {
      const columns = { ...columnsOf(record), read: record.read };
      if (this.database.prepare(updateSql).run(columns).changes === 0) return this.refuse(record.id);
      for (const reject of rejects) this.insertReject(record.id, reject);
      if (event !== null) tx.appendLeaf(event);
      return true;
    });
  }

  rejects(id: ImportId, afterLine: number, limit: number): Promise<readonly ImportReject[]> {
    const sql = `SELECT line, code, message, record FROM import_rejects
                 WHERE import_id = ? AND line > ? ORDER BY line LIMIT ?`;
    return Promise.resolve(this.database.prepare(sql).all(id, afterLine, limit) as ImportReject[]);
  }

  listUnfinished(): Promise<readonly ImportRecord[]> {
    const sql = "SELECT document FROM imports WHERE state IN ('queued', 'running') ORDER BY created_at, id";
    return Promise.resolve(parseDocuments<ImportRecord>(this.database.prepare(sql).all()));
  }

  private read(id: ImportId): ImportRecord | null {
    return parseDocument<ImportRecord>(this.database.prepare('SELECT document FROM imports WHERE id = ?').get(id));
  }

  /** Another process is at work on it. */
  private refuse(id: ImportId): false {
    if (this.read(id) === null) throw new InvariantError('INTERNAL', `import ${id} was never created`);
    return false;
  }

  private insertReject(id: ImportId, reject: ImportReject): void {
    const { line, code, message, record } = reject;
    if (this.database.prepare(insertRejectSql).run(id, line, code, message, record).changes === 0) return;
    for (const key of rejectKeys(record)) this.database.prepare(insertKeySql).run(key, id, line);
  }
}
