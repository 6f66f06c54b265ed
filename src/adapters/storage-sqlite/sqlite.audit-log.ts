// Answers for reading the audit log from SQLite, and for leaves of effects that touch nothing else.
import { Injectable } from '@nestjs/common';
import { AuditLog, type AuditLag, type LogEntry } from '../../ports/audit-log.port.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import type { LeafId } from '../../shared/ids.js';
import type { Instant } from '../../shared/instant.js';
import type { JsonObject } from '../../shared/json.js';
import { SqliteDatabase } from './sqlite-database.js';

interface LeafRow {
  readonly number: number;
  readonly id: LeafId;
  readonly type: string;
  readonly at: Instant;
  readonly leaf_hash: Buffer;
  readonly leaf: string;
}

@Injectable()
export class SqliteAuditLog extends AuditLog {
  constructor(private readonly database: SqliteDatabase) {
    super();
  }

  /** A leaf gets its number in the transaction of its effect. */
  lag(): Promise<AuditLag> {
    return Promise.resolve({ pendingCount: 0, oldestAt: null });
  }

  catchUp(): Promise<void> {
    return Promise.resolve();
  }

  append(events: readonly AuditEvent[]): Promise<void> {
    return this.database.write((tx) => {
      for (const event of events) tx.appendLeaf(event);
    });
  }

  read(from: number, limit: number): Promise<readonly LogEntry[]> {
    const sql = 'SELECT * FROM leaves WHERE number >= ? ORDER BY number LIMIT ?';
    return this.database.read(() =>
      (this.database.prepare(sql).all(from, limit) as LeafRow[]).map(({ leaf_hash: hash, leaf, ...rest }) => ({
        ...rest,
        leafHash: hash.toString('hex'),
        leafJson: leaf,
      })),
    );
  }

  size(): Promise<number> {
    const sql = 'SELECT coalesce(max(number) + 1, 0) FROM leaves';
    return this.database.read(() => this.database.prepare(sql).pluck().get() as number);
  }

  payload(number: number): Promise<JsonObject | null> {
    const sql = 'SELECT payload FROM leaf_payloads WHERE number = ?';
    return this.database.read(() => {
      const text = this.database.prepare(sql).pluck().get(number) as string | undefined;
      return text === undefined ? null : (JSON.parse(text) as JsonObject);
    });
  }
}
