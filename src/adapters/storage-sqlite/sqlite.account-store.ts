// Answers for accounts and their hashed keys in SQLite.
import { Injectable } from '@nestjs/common';
import { AccountStore } from '../../ports/account-store.port.js';
import type { Account, ApiKey, KeyRevocation } from '../../ports/account-store.port.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import type { AccountId, KeyId } from '../../shared/ids.js';
import type { Instant } from '../../shared/instant.js';
import { parseDocument, parseDocuments } from './document-row.js';
import { SqliteDatabase } from './sqlite-database.js';
import { toPage } from '../../shared/to-page.js';

const insertKeySql = 'INSERT INTO api_keys VALUES (@id, @accountId, @secretHash, @createdAt, @revokedAt)';
const selectKeySql = `
  SELECT id, account_id AS accountId, secret_hash AS secretHash, created_at AS createdAt, revoked_at AS revokedAt
  FROM api_keys`;

const otherAdminKeySql = `
  SELECT 1 FROM api_keys JOIN accounts ON accounts.id = api_keys.account_id
  WHERE api_keys.id <> ? AND revoked_at IS NULL
    AND EXISTS (SELECT 1 FROM json_each(accounts.document, '$.roles') AS role WHERE role.value = 'admin')
  LIMIT 1`;

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
    return Promise.resolve(this.readKey(id));
  }

  listKeys(accountId: AccountId): Promise<readonly ApiKey[]> {
    const sql = `${selectKeySql} WHERE account_id = ? ORDER BY created_at, id`;
    return Promise.resolve(this.database.prepare(sql).all(accountId) as ApiKey[]);
  }

  revokeKey(id: KeyId, at: Instant, event: AuditEvent): Promise<KeyRevocation> {
    return this.database.write((tx) => {
      const found = this.readKey(id);
      if (found === null || found.key.revokedAt !== null) return 'not_found';
      if (found.account.roles.includes('admin') && !this.hasOtherAdminKey(id)) return 'last_admin';
      this.database.prepare('UPDATE api_keys SET revoked_at = ? WHERE id = ?').run(at, id);
      tx.appendLeaf(event);
      return 'revoked';
    });
  }

  private hasOtherAdminKey(id: KeyId): boolean {
    return this.database.prepare(otherAdminKeySql).get(id) !== undefined;
  }

  private readKey(id: KeyId): { key: ApiKey; account: Account } | null {
    const key = this.database.prepare(`${selectKeySql} WHERE id = ?`).get(id) as ApiKey | undefined;
    const account = key === undefined ? null : this.read(key.accountId);
    return key === undefined || account === null ? null : { key, account };
  }

  private insert(account: Account, key: ApiKey): void {
    this.database.prepare('INSERT INTO accounts VALUES (?, ?)').run(account.id, JSON.stringify(account));
    this.database.prepare(insertKeySql).run(key);
  }

  private read(id: AccountId): Account | null {
    return parseDocument<Account>(this.database.prepare('SELECT document FROM accounts WHERE id = ?').get(id));
  }
}
