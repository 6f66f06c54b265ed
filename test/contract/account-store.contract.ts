// Answers for what every store of accounts must do: the first ones once, keys, and never a lock-out.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Account, ApiKey } from '../../src/ports/account-store.port.js';
import { newId, type AccountId, type KeyId } from '../../src/shared/ids.js';
import type { Instant } from '../../src/shared/instant.js';
import { anEvent, loggedCount, loggedTypes, noon } from '../support/event.builder.js';
import type { StorageOpener, StoragePorts } from '../support/storage-ports.js';

function anAccount(changes: Partial<Account> = {}): Account {
  return { id: newId(), name: 'Ada', kind: 'person', roles: ['admin', 'dpo'], createdAt: noon, ...changes };
}

function aKey(accountId: AccountId, changes: Partial<ApiKey> = {}): ApiKey {
  return { id: newId(), accountId, secretHash: '00', createdAt: noon, revokedAt: null, ...changes };
}

export function accountStoreContract(open: StorageOpener): void {
  describe('store of accounts', () => {
    let storage: StoragePorts;
    beforeEach(async () => {
      storage = await open();
    });
    afterEach(() => storage.close());

    const created = async (changes: Partial<Account> = {}): Promise<{ account: Account; key: ApiKey }> => {
      const account = anAccount(changes);
      const key = aKey(account.id);
      await storage.accounts.create(account, key, anEvent('account.created'));
      return { account, key };
    };

    it('finds account and key when they were created', async () => {
      const { account, key } = await created();
      expect(await storage.accounts.find(account.id)).toStrictEqual(account);
      expect(await storage.accounts.findKey(key.id)).toStrictEqual({ key, account });
      expect(await storage.accounts.listKeys(account.id)).toStrictEqual([key]);
      expect(await loggedTypes(storage.auditLog)).toEqual(['account.created']);
    });

    it('answers null, nothing or not_found when account or key do not exist', async () => {
      expect(await storage.accounts.find('none' as AccountId)).toBeNull();
      expect(await storage.accounts.findKey('none' as KeyId)).toBeNull();
      expect(await storage.accounts.listKeys('none' as AccountId)).toEqual([]);
      expect(await storage.accounts.revokeKey('none' as KeyId, noon, anEvent())).toBe('not_found');
      expect(await loggedCount(storage.auditLog)).toBe(0);
    });

    it('creates the first accounts exactly once when many try at once', async () => {
      const tries = Array.from({ length: 10 }, () => {
        const accounts = [anAccount(), anAccount({ roles: ['sales'] })];
        const events = accounts.map(() => anEvent('account.created'));
        return storage.accounts.createFirst(
          accounts.map((account) => ({ account, key: aKey(account.id) })),
          events,
        );
      });
      expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
      expect((await storage.accounts.list(null, 10)).items).toHaveLength(2);
      expect(await loggedCount(storage.auditLog)).toBe(2);
    });

    it('creates no first account when there is one', async () => {
      const { account } = await created();
      const other = anAccount();
      const first = [{ account: other, key: aKey(other.id) }];
      expect(await storage.accounts.createFirst(first, [anEvent()])).toBe(false);
      expect((await storage.accounts.list(null, 10)).items).toStrictEqual([account]);
      expect(await loggedCount(storage.auditLog)).toBe(1);
    });

    it('shows each account once in the order of ids when the list is walked', async () => {
      const accounts = [];
      for (let number = 0; number < 3; number += 1) accounts.push((await created()).account);
      const first = await storage.accounts.list(null, 2);
      expect(first).toStrictEqual({ items: accounts.slice(0, 2), nextCursor: accounts[1]!.id });
      expect(await storage.accounts.list(first.nextCursor, 2)).toStrictEqual({
        items: [accounts[2]],
        nextCursor: null,
      });
    });

    it('revokes a key once when many try at once', async () => {
      const { account, key } = await created();
      const second = aKey(account.id, { createdAt: (noon + 1) as Instant });
      await storage.accounts.addKey(second, anEvent('key.created'));
      const at = (noon + 5) as Instant;
      const tries = Array.from({ length: 10 }, () => storage.accounts.revokeKey(key.id, at, anEvent('key.revoked')));
      expect((await Promise.all(tries)).filter((result) => result === 'revoked')).toHaveLength(1);
      expect((await storage.accounts.findKey(key.id))?.key.revokedAt).toBe(at);
      expect(await storage.accounts.listKeys(account.id)).toStrictEqual([{ ...key, revokedAt: at }, second]);
      expect(await loggedTypes(storage.auditLog)).toEqual(['account.created', 'key.created', 'key.revoked']);
    });

    it('keeps one live administrator key when all are revoked at once', async () => {
      const keys = [(await created()).key, (await created()).key, (await created()).key];
      const results = await Promise.all(keys.map((key) => storage.accounts.revokeKey(key.id, noon, anEvent())));
      expect(results.sort()).toEqual(['last_admin', 'revoked', 'revoked']);
      expect(await loggedCount(storage.auditLog)).toBe(5);
    });

    it('counts no key of another role and no revoked one when the last administrator key is at stake', async () => {
      const { key } = await created();
      const { key: sales } = await created({ roles: ['sales'] });
      expect(await storage.accounts.revokeKey(key.id, noon, anEvent())).toBe('last_admin');
      expect(await storage.accounts.revokeKey(sales.id, noon, anEvent())).toBe('revoked');
      expect((await storage.accounts.findKey(key.id))?.key.revokedAt).toBeNull();
    });
  });
}
