// Answers for accounts with their hashed keys, one document each, and for the one document that guards the last administrator.
import type { Account, ApiKey } from '../../../ports/account-store.port.js';
import type { AccountId, KeyId } from '../../../shared/ids.js';
import { mongoCollection, part, type MongoDocument } from '../mongo-collection.js';
import { leafPaths, type WithLeaves } from '../pending-leaf.js';
import { recordPath } from '../stored-record.js';
import { lastWritesPath, type WithLastWrites } from '../write-once.js';
import { Schema } from 'mongoose';

export type StoredKey = Omit<ApiKey, 'accountId'>;

export interface AccountDocument extends MongoDocument, WithLeaves, WithLastWrites {
  readonly _id: AccountId;
  readonly record: Account;
  /** Revoked ones too. */
  readonly keys: readonly StoredKey[];
}

const key = part({ id: String, secretHash: String, createdAt: Number, revokedAt: Number });

export const accounts = mongoCollection<AccountDocument>('accounts', {
  _id: String,
  ...recordPath,
  keys: [key],
  ...lastWritesPath,
  ...leafPaths,
});

export const adminKeysId = 'admin_keys';

/** It is there as soon as the first account is, or is about to be. */
export interface AdminKeysDocument extends MongoDocument, WithLastWrites {
  readonly _id: typeof adminKeysId;
  /** Keys of administrators that may be counted on: never one that is revoked or about to be. */
  readonly live: readonly KeyId[];
  /** Keys of administrators that were revoked, or are about to be: for ever, so that none comes back to `live`. */
  readonly revoked: readonly KeyId[];
  /** The first accounts, until their own documents are there. */
  readonly first?: readonly AccountDocument[];
}

export const adminKeys = mongoCollection<AdminKeysDocument>('admin_keys', {
  _id: String,
  live: [String],
  revoked: [String],
  first: { type: [Schema.Types.Mixed], default: undefined },
  ...lastWritesPath,
});
