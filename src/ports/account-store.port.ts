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

export type KeyRevocation = 'revoked' | 'not_found' | 'last_admin';

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
  /** Every key of the account, revoked ones too, oldest first. */
  abstract listKeys(accountId: AccountId): Promise<readonly ApiKey[]>;
  /**
   * Decides and revokes in one atomic operation, so that two administrators cannot lock each other out.
   * @returns `not_found` where the key does not exist or is revoked already, `last_admin` where no live key of an
   * account with the admin role would be left; nothing is changed or logged then.
   */
  abstract revokeKey(id: KeyId, at: Instant, event: AuditEvent): Promise<KeyRevocation>;
}
