// Answers for accounts, their roles and their hashed keys.
import type { AuditEvent } from '../shared/audit-leaf.js';
import type { AccountId, KeyId } from '../shared/ids.js';
import type { Instant } from '../shared/instant.js';

export const roles = ['sales', 'dpo', 'auditor', 'admin'] as const;
export type Role = (typeof roles)[number];

export interface Account {
  readonly id: AccountId;
  readonly name: string;
  readonly kind: 'person' | 'machine';
  readonly roles: readonly Role[];
  readonly createdAt: Instant;
}

export interface ApiKey {
  readonly id: KeyId;
  readonly accountId: AccountId;
  /** SHA-256 of the 256-bit random secret, hex: a secret of full entropy needs no slow hash. */
  readonly secretHash: string;
  readonly createdAt: Instant;
  readonly revokedAt: Instant | null;
}

export abstract class AccountStore {
  /** Creates account and key together. */
  abstract create(account: Account, key: ApiKey, event: AuditEvent): Promise<void>;
  /** Creates all accounts, or none where any account exists. @returns whether it did. */
  abstract createFirst(
    accounts: readonly { account: Account; key: ApiKey }[],
    events: readonly AuditEvent[],
  ): Promise<boolean>;
  abstract find(id: AccountId): Promise<Account | null>;
  abstract list(
    cursor: AccountId | null,
    limit: number,
  ): Promise<{ items: readonly Account[]; nextCursor: AccountId | null }>;
  abstract addKey(key: ApiKey, event: AuditEvent): Promise<void>;
  abstract findKey(id: KeyId): Promise<{ key: ApiKey; account: Account } | null>;
  /** @returns false where the key does not exist or is revoked already. */
  abstract revokeKey(id: KeyId, at: Instant, event: AuditEvent): Promise<boolean>;
}
