// Answers for Legitimate Interests Assessments in SQLite.
import { Injectable } from '@nestjs/common';
import { LiaStore } from '../../ports/lia-store.port.js';
import type { Lia } from '../../ports/lia-store.port.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import type { LiaId } from '../../shared/ids.js';
import { DocumentCache } from './document-cache.js';
import { parseDocuments } from './document-row.js';
import { SqliteDatabase } from './sqlite-database.js';
import { toPage } from '../../shared/to-page.js';

@Injectable()
export class SqliteLiaStore extends LiaStore {
  private readonly documents: DocumentCache<Lia>;

  constructor(private readonly database: SqliteDatabase) {
    super();
    this.documents = new DocumentCache(database, 'lias');
  }

  create(lia: Lia, event: AuditEvent): Promise<void> {
    return this.database.write((tx) => {
      this.database.prepare('INSERT INTO lias VALUES (?, ?, ?)').run(lia.id, lia.revision, JSON.stringify(lia));
      tx.appendLeaf(event);
    });
  }

  save(lia: Lia, event: AuditEvent): Promise<boolean> {
    return this.database.write((tx) => {
      const sql =
        'UPDATE lias SET revision = @revision, document = @document WHERE id = @id AND revision = @revision - 1';
      const columns = { id: lia.id, revision: lia.revision, document: JSON.stringify(lia) };
      if (this.database.prepare(sql).run(columns).changes === 0) return false;
      tx.appendLeaf(event);
      return true;
    });
  }

  find(id: LiaId): Promise<Lia | null> {
    return Promise.resolve(this.documents.find(id));
  }

  list(cursor: LiaId | null, limit: number): Promise<{ items: readonly Lia[]; nextCursor: LiaId | null }> {
    const sql = 'SELECT document FROM lias WHERE id > ? ORDER BY id LIMIT ?';
    const found = parseDocuments<Lia>(this.database.prepare(sql).all(cursor ?? '', limit + 1));
    return Promise.resolve(toPage(found, limit, (lia) => lia.id));
  }
}
