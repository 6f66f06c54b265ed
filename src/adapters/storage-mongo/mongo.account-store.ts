// Answers for accounts and their hashed keys in MongoDB: a document an account, and one that guards the last administrator.
import { Injectable } from '@nestjs/common';
import { AccountStore } from '../../ports/account-store.port.js';
import type { Account, ApiKey, KeyRevocation } from '../../ports/account-store.port.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import { InvariantError } from '../../shared/errors.js';
import type { AccountId, KeyId } from '../../shared/ids.js';
import type { Instant } from '../../shared/instant.js';
import { AdminKeys } from './admin-keys.js';
import { LeafMaker } from './leaf-maker.js';
import { MongoDatabase } from './mongo-database.js';
import type { PendingLeaf } from './pending-leaf.js';
import { recordPage } from './record-page.js';
import { accounts, type AccountDocument, type StoredKey } from './schemas/accounts.schema.js';
import { storedRecord } from './stored-record.js';
import { insertOnce, updateOnce } from './write-once.js';

function storedKey({ id, secretHash, createdAt, revokedAt }: ApiKey): StoredKey {
  return { id, secretHash, createdAt, revokedAt };
}

function accountDocument(account: Account, key: ApiKey, leaves: readonly PendingLeaf[]): AccountDocument {
  const keys = [storedKey(key)];
  return { _id: account.id, record: storedRecord(account), keys, lastWrites: [], leaves, hasLeaves: true };
}

function isAdmin(account: Account): boolean {
  return account.roles.includes('admin');
}

@Injectable()
export class MongoAccountStore extends AccountStore {
  private readonly adminKeys: AdminKeys;

  constructor(private readonly database: MongoDatabase) {
    super();
    this.adminKeys = new AdminKeys(database);
  }

  async create(account: Account, key: ApiKey, event: AuditEvent): Promise<void> {
    await this.adminKeys.open();
    const document = accountDocument(account, key, [await LeafMaker.of(this.database).make(event)]);
    const isNew = await insertOnce(this.database, { step: 'account.create', of: accounts }, document);
    if (!isNew) throw new InvariantError('INTERNAL', `account ${account.id} is there already`);
    if (isAdmin(account)) await this.adminKeys.add(key.id);
  }

  async createFirst(
    first: readonly { account: Account; key: ApiKey }[],
    events: readonly AuditEvent[],
  ): Promise<boolean> {
    const leaves = await LeafMaker.of(this.database).makeAll(events);
    // Each leaf goes with an account of its own, the rest with the last one.
    const documents = first.map(({ account, key }, index) =>
      accountDocument(account, key, leaves.slice(index, index === first.length - 1 ? undefined : index + 1)),
    );
    return this.adminKeys.openWith(documents);
  }

  async find(id: AccountId): Promise<Account | null> {
    return (await this.read({ _id: id }))?.record ?? null;
  }

  list(cursor: AccountId | null, limit: number): Promise<{ items: readonly Account[]; nextCursor: AccountId | null }> {
    const place = { step: 'account.list', of: accounts };
    return recordPage<Account, AccountDocument>(this.database, place, { cursor, limit });
  }

  async addKey(key: ApiKey, event: AuditEvent): Promise<void> {
    const isAdded = await updateOnce(
      this.database,
      { step: 'account.addKey', of: accounts },
      {
        filter: { _id: key.accountId, 'keys.id': { $ne: key.id } },
        changes: { $push: { keys: storedKey(key) } },
        leaves: [await LeafMaker.of(this.database).make(event)],
      },
    );
    if (!isAdded) throw new InvariantError('INTERNAL', `key ${key.id} is there already, or its account is not`);
    const account = await this.find(key.accountId);
    if (account !== null && isAdmin(account)) await this.adminKeys.add(key.id);
  }

  async findKey(id: KeyId): Promise<{ key: ApiKey; account: Account } | null> {
    const found = await this.locateKey(id);
    return found === null ? null : { key: found.key, account: found.account };
  }

  async listKeys(accountId: AccountId): Promise<readonly ApiKey[]> {
    const found = await this.read({ _id: accountId });
    const keys = (found?.keys ?? []).map((key) => ({ ...key, accountId }));
    return keys.sort((left, right) => left.createdAt - right.createdAt || (left.id < right.id ? -1 : 1));
  }

  /** Two steps: first the key is no longer counted as an administrator's, then it is revoked; a repeat goes on from there. */
  async revokeKey(id: KeyId, at: Instant, event: AuditEvent): Promise<KeyRevocation> {
    const found = await this.locateKey(id);
    if (found === null || found.key.revokedAt !== null) return 'not_found';
    if (isAdmin(found.account) && !(await this.adminKeys.takeOut(id))) return 'last_admin';
    // Named by its place, which stays because keys are only ever appended.
    const isRevoked = await updateOnce(
      this.database,
      { step: 'account.revoke', of: accounts },
      {
        filter: { _id: found.account.id, keys: { $elemMatch: { id, revokedAt: null } } },
        changes: { $set: { [`keys.${found.place}.revokedAt`]: at } },
        leaves: [await LeafMaker.of(this.database).make(event)],
      },
    );
    return isRevoked ? 'revoked' : 'not_found';
  }

  private async locateKey(id: KeyId): Promise<{ key: ApiKey; account: Account; place: number } | null> {
    const found = await this.read({ 'keys.id': id });
    const place = found?.keys.findIndex((each) => each.id === id) ?? -1;
    const key = found?.keys[place];
    if (found === null || key === undefined) return null;
    return { key: { ...key, accountId: found._id }, account: found.record, place };
  }

  private async read(
    query: { readonly _id: AccountId } | { readonly 'keys.id': KeyId },
  ): Promise<AccountDocument | null> {
    const model = this.database.model(accounts);
    return this.database.run('account.find', () =>
      model.findOne(query, { record: 1, keys: 1 }).lean<AccountDocument>(),
    );
  }
}
