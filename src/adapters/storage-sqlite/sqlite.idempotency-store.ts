// Answers for replies kept under idempotency keys in SQLite.
import { Injectable } from '@nestjs/common';
import { IdempotencyStore } from '../../ports/idempotency-store.port.js';
import type { IdempotencyRequest, IdempotencyState, StoredReply } from '../../ports/idempotency-store.port.js';
import type { AccountId } from '../../shared/ids.js';
import type { Instant } from '../../shared/instant.js';
import { SqliteDatabase } from './sqlite-database.js';

interface ReplyRow {
  readonly requestHash: string;
  readonly expiresAt: Instant;
  readonly status: number | null;
  readonly body: string | null;
}

const findSql = `
  SELECT request_hash AS requestHash, expires_at AS expiresAt, status, body
  FROM idempotency WHERE account_id = ? AND key = ?`;

const takeSql = `
  INSERT OR REPLACE INTO idempotency VALUES (@accountId, @key, @requestHash, @at, @expiresAt, NULL, NULL)`;

function stateOf(row: ReplyRow, request: IdempotencyRequest): IdempotencyState {
  if (row.requestHash !== request.requestHash) return { kind: 'mismatch' };
  if (row.status === null || row.body === null) return { kind: 'in_progress' };
  return { kind: 'replay', reply: { status: row.status, body: row.body } };
}

@Injectable()
export class SqliteIdempotencyStore extends IdempotencyStore {
  constructor(private readonly database: SqliteDatabase) {
    super();
  }

  begin(request: IdempotencyRequest): Promise<IdempotencyState> {
    return this.database.write(() => {
      const row = this.database.prepare(findSql).get(request.accountId, request.key) as ReplyRow | undefined;
      if (row !== undefined && row.expiresAt > request.at) return stateOf(row, request);
      const { accountId, key, requestHash, at, expiresAt } = request;
      this.database.prepare(takeSql).run({ accountId, key, requestHash, at, expiresAt });
      return { kind: 'new' };
    });
  }

  complete(accountId: AccountId, key: string, reply: StoredReply): Promise<void> {
    return this.database.write(() => {
      const sql = 'UPDATE idempotency SET status = ?, body = ? WHERE account_id = ? AND key = ?';
      this.database.prepare(sql).run(reply.status, reply.body, accountId, key);
    });
  }

  abandon(accountId: AccountId, key: string): Promise<void> {
    return this.database.write(() => {
      const sql = 'DELETE FROM idempotency WHERE account_id = ? AND key = ? AND status IS NULL';
      this.database.prepare(sql).run(accountId, key);
    });
  }

  sweep(now: Instant, startedBefore: Instant): Promise<void> {
    return this.database.write(() => {
      const sql = 'DELETE FROM idempotency WHERE expires_at <= ? OR (status IS NULL AND started_at < ?)';
      this.database.prepare(sql).run(now, startedBefore);
    });
  }
}
