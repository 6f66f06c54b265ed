// Answers for creating accounts, giving them further keys and revoking keys.
import { Injectable } from '@nestjs/common';
import { AccountStore, type Account, type ApiKey } from '../ports/account-store.port.js';
import { Clock } from '../ports/clock.port.js';
import { InputError, notFound } from '../shared/errors.js';
import { newId, type AccountId, type KeyId } from '../shared/ids.js';
import { accountEvent } from './account-event.js';
import { newApiKey } from './api-key-text.js';

export type NewAccount = Pick<Account, 'name' | 'kind' | 'roles'>;

export interface AccountWithKeys {
  readonly account: Account;
  readonly keys: readonly ApiKey[];
}

@Injectable()
export class ManageAccountsService {
  constructor(
    private readonly accounts: AccountStore,
    private readonly clock: Clock,
  ) {}

  async list(cursor: AccountId | null, limit: number) {
    const { items, nextCursor } = await this.accounts.list(cursor, limit);
    const withKeys = items.map(async (account) => ({ account, keys: await this.accounts.listKeys(account.id) }));
    return { items: await Promise.all(withKeys), nextCursor };
  }

  async create(values: NewAccount, actor: string): Promise<{ account: Account; key: ApiKey; text: string }> {
    const at = this.clock.now();
    const account: Account = { id: newId(), ...values, roles: [...new Set(values.roles)], createdAt: at };
    const { key, text } = newApiKey(account.id, at);
    const refs = { accountId: account.id, keyId: key.id, kind: account.kind, roles: account.roles.join(' ') };
    await this.accounts.create(account, key, accountEvent({ type: 'account.created', at, actor, refs }));
    return { account, key, text };
  }

  async addKey(id: AccountId, actor: string): Promise<{ account: Account; key: ApiKey; text: string }> {
    const account = await this.accounts.find(id);
    if (account === null) throw notFound('This account');
    const at = this.clock.now();
    const { key, text } = newApiKey(id, at);
    const refs = { accountId: id, keyId: key.id };
    await this.accounts.addKey(key, accountEvent({ type: 'account.key_added', at, actor, refs }));
    return { account, key, text };
  }

  /** @throws InputError WRONG_STATE where nobody could administer the installation any more. */
  async revokeKey(id: KeyId, actor: string): Promise<void> {
    const at = this.clock.now();
    const event = accountEvent({ type: 'account.key_revoked', at, actor, refs: { keyId: id } });
    const result = await this.accounts.revokeKey(id, at, event);
    if (result === 'not_found') throw notFound('This key');
    if (result === 'last_admin') {
      throw new InputError('WRONG_STATE', 'This is the last key of an administrator: make another one first');
    }
  }
}
