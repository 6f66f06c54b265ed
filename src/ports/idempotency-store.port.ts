// Answers for replies that are kept so that a repeated request gets the same one (Idempotency-Key).
import type { AccountId } from '../shared/ids.js';
import type { Instant } from '../shared/instant.js';

export interface StoredReply {
  readonly status: number;
  /** JSON text. */
  readonly body: string;
}

export interface IdempotencyRequest {
  readonly accountId: AccountId;
  readonly key: string;
  /** SHA-256 of method, path and body, hex. */
  readonly requestHash: string;
  readonly at: Instant;
  readonly expiresAt: Instant;
}

export type IdempotencyState =
  | { readonly kind: 'new' }
  | { readonly kind: 'replay'; readonly reply: StoredReply }
  /** Same key, another request. */
  | { readonly kind: 'mismatch' }
  /** The first request has not ended yet. */
  | { readonly kind: 'in_progress' };

export abstract class IdempotencyStore {
  /** Takes the key, or says what stands under it; an expired entry counts as none. Exactly one of concurrent callers gets `new`. */
  abstract begin(request: IdempotencyRequest): Promise<IdempotencyState>;
  abstract complete(accountId: AccountId, key: string, reply: StoredReply): Promise<void>;
  /** Gives the key free after a request that failed without effect. */
  abstract abandon(accountId: AccountId, key: string): Promise<void>;
  /** Entries that were begun and never completed since `before`, for example by a crash, are given free. */
  abstract sweep(now: Instant, startedBefore: Instant): Promise<void>;
}
