// Answers for accounts and their hashed keys in SQLite.
import { Injectable } from '@nestjs/common';
import { AccountStore } from '../../ports/account-store.port.js';
import type { Account, ApiKey } from '../../ports/account-store.port.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import type { AccountId, KeyId } from '../../shared/ids.js';
import type { Instant } from '../../shared/instant.js';
import { parseDocument, parseDocuments } from './document-row.js';
import { SqliteDatabase } from './sqlite-database.js';
import { toPage } from './to-page.js';

const insertKeySql = 'INSERT INTO api_keys VALUES (@id, @accountId, @secretHash, @createdAt, @revokedAt)';
const findKeySql = `
  SELECT id, account_id AS accountId, secret_hash AS secretHash, created_at AS createdAt, revoked_at AS revokedAt
  FROM api_keys WHERE id = ?`;

@Injectable()
export class SqliteAccountStore extends AccountStore {
  constructor(private readonly database: SqliteDatabase) {
    super();
  }

  create(account: Account, key: ApiKey, event: AuditEvent): Promise<void> {
    return this.database.write((tx) => {
      this.insert(account, key);
      tx.appendLeaf(event);
    });
  }

  createFirst(accounts: readonly { account: Account; key: ApiKey }[], events: readonly AuditEvent[]): Promise<boolean> {
    return this.database.write((tx) => {
      if (this.database.prepare('SELECT 1 FROM accounts LIMIT 1').get() !== undefined) return false;
      for (const { account, key } of accounts) this.insert(account, key);
      for (const event of events) tx.appendLeaf(event);
      return true;
    });
  }

  find(id: AccountId): Promise<Account | null> {
    return Promise.resolve(this.read(id));
  }

  list(cursor: AccountId | null, limit: number): Promise<{ items: readonly Account[]; nextCursor: AccountId | null }> {
    const sql = 'SELECT document FROM accounts WHERE id > ? ORDER BY id LIMIT ?';
    const found = parseDocuments<Account>(this.database.prepare(sql).all(cursor ?? '', limit + 1));
    return Promise.resolve(toPage(found, limit, (account) => account.id));
  }

  addKey(key: ApiKey, event: AuditEvent): Promise<void> {
    return this.database.write((tx) => {
      this.database.prepare(insertKeySql).run(key);
      tx.appendLeaf(event);
    });
  }

  findKey(id: KeyId): Promise<{ key: ApiKey; account: Account } | null> {
    const key = this.database.prepare(findKeySql).get(id) as ApiKey | undefined;
    const account = key === undefined ? null : this.read(key.accountId);
    return Promise.resolve(key === undefined || account === null ? null : { key, account });
  }

  revokeKey(id: KeyId, at: Instant, event: AuditEvent): Promise<boolean> {
    return this.database.write((tx) => {
      const sql = 'UPDATE api_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL';
      if (this.database.prepare(sql).run(at, id).changes === 0) return false;
      tx.appendLeaf(event);
      return true;
    });
  }

  private insert(account: Account, key: ApiKey): void {
    this.database.prepare('INSERT INTO accounts VALUES (?, ?)').run(account.id, JSON.stringify(account));
    this.database.prepare(insertKeySql).run(key);
  }

  private read(id: AccountId): Account | null {
    return parseDocument<Account>(this.database.prepare('SELECT document FROM accounts WHERE id = ?').get(id));
  }
}
