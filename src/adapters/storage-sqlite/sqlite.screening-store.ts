// Answers for look-ups in do-not-call registers in SQLite.
import { Injectable } from '@nestjs/common';
import { ScreeningStore } from '../../ports/screening-store.port.js';
import type { Screening } from '../../ports/screening-store.port.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import type { GateKey, ScreeningId } from '../../shared/ids.js';
import { parseDocuments } from './document-row.js';
import { SqliteDatabase } from './sqlite-database.js';
import { toPage } from '../../shared/to-page.js';

const insertSql = 'INSERT INTO screenings VALUES (@id, @phoneKey, @screenedAt, @recordedAt, @document)';
const byPhoneSql = `
  SELECT document FROM screenings WHERE phone_key IN (SELECT value FROM json_each(?))
  ORDER BY screened_at, recorded_at, id`;

@Injectable()
export class SqliteScreeningStore extends ScreeningStore {
  constructor(private readonly database: SqliteDatabase) {
    super();
  }

  add(screening: Screening, event: AuditEvent): Promise<void> {
    const { id, phoneKey, screenedAt, recordedAt } = screening;
    return this.database.write((tx) => {
      const columns = { id, phoneKey, screenedAt, recordedAt, document: JSON.stringify(screening) };
      this.database.prepare(insertSql).run(columns);
      tx.appendLeaf(event);
    });
  }

  latest(phoneKeys: readonly GateKey[]): Promise<readonly Screening[]> {
    const all = parseDocuments<Screening>(this.database.prepare(byPhoneSql).all(JSON.stringify(phoneKeys)));
    return Promise.resolve([...new Map(all.map((screening) => [screening.register, screening])).values()]);
  }

  list(
    cursor: ScreeningId | null,
    limit: number,
  ): Promise<{ items: readonly Screening[]; nextCursor: ScreeningId | null }> {
    const sql = 'SELECT document FROM screenings WHERE id > ? ORDER BY id LIMIT ?';
    const found = parseDocuments<Screening>(this.database.prepare(sql).all(cursor ?? '', limit + 1));
    return Promise.resolve(toPage(found, limit, (screening) => screening.id));
  }
}
