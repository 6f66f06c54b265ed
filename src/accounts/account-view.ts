// Answers for what is shown of an account: never a secret or its hash.
import { toIso } from '../shared/instant.js';
import type { AccountDto, AccountWithKeyDto } from './account.dto.js';
import type { AccountWithKeys } from './manage-accounts.service.js';

export function accountView({ account, keys }: AccountWithKeys): AccountDto {
  return {
    id: account.id,
    name: account.name,
    kind: account.kind,
    roles: [...account.roles],
    createdAt: toIso(account.createdAt),
    keys: keys.map((key) => ({
      id: key.id,
      createdAt: toIso(key.createdAt),
      revokedAt: key.revokedAt === null ? null : toIso(key.revokedAt),
    })),
  };
}

/** @param text the new key, shown this once. */
export function accountWithKeyView(values: AccountWithKeys, text: string): AccountWithKeyDto {
  return Object.assign(accountView(values), { key: text });
}
