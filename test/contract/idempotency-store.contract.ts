// Answers for what every store of kept replies must do: one of many begins, the rest wait or get the reply.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { IdempotencyRequest } from '../../src/ports/idempotency-store.port.js';
import type { AccountId } from '../../src/shared/ids.js';
import type { Instant } from '../../src/shared/instant.js';
import { noon } from '../support/event.builder.js';
import type { StorageOpener, StoragePorts } from '../support/storage-ports.js';

const accountId = 'account-1' as AccountId;
const after = (ms: number): Instant => (noon + ms) as Instant;
const reply = { status: 201, body: '{"id":"ü"}' };

function aRequest(changes: Partial<IdempotencyRequest> = {}): IdempotencyRequest {
  return { accountId, key: 'k', requestHash: 'hash', at: noon, expiresAt: after(100), ...changes };
}

export function idempotencyStoreContract(open: StorageOpener): void {
  describe('store of kept replies', () => {
    let storage: StoragePorts;
    beforeEach(async () => {
      storage = await open();
    });
    afterEach(() => storage.close());

    const begin = async (changes: Partial<IdempotencyRequest> = {}): Promise<string> =>
      (await storage.idempotency.begin(aRequest(changes))).kind;

    it('lets exactly one begin when 20 come at once', async () => {
      const kinds = await Promise.all(Array.from({ length: 20 }, () => begin()));
      expect(kinds.filter((kind) => kind === 'new')).toHaveLength(1);
      expect(kinds.filter((kind) => kind === 'in_progress')).toHaveLength(19);
    });

    it('replays the very same reply when the request was completed', async () => {
      await begin();
      await storage.idempotency.complete(accountId, 'k', reply);
      expect(await storage.idempotency.begin(aRequest({ at: after(99) }))).toStrictEqual({ kind: 'replay', reply });
    });

    it('tells a mismatch when another request uses the key, in progress or completed', async () => {
      await begin();
      expect(await begin({ requestHash: 'other' })).toBe('mismatch');
      await storage.idempotency.complete(accountId, 'k', reply);
      expect(await begin({ requestHash: 'other' })).toBe('mismatch');
    });

    it('keeps accounts and keys apart when they use the same words', async () => {
      await begin();
      expect(await begin({ key: 'K' })).toBe('new');
      expect(await begin({ accountId: 'account-2' as AccountId })).toBe('new');
    });

    it('begins anew when the entry has expired, exactly once', async () => {
      await begin();
      await storage.idempotency.complete(accountId, 'k', reply);
      const again = { at: after(100), expiresAt: after(200), requestHash: 'other' };
      const kinds = await Promise.all([begin(again), begin(again), begin(again)]);
      expect(kinds.sort()).toEqual(['in_progress', 'in_progress', 'new']);
    });

    it('begins anew when the request failed without effect, and keeps a completed reply', async () => {
      await begin();
      await storage.idempotency.abandon(accountId, 'k');
      expect(await begin()).toBe('new');
      await storage.idempotency.complete(accountId, 'k', reply);
      await storage.idempotency.abandon(accountId, 'k');
      expect(await begin()).toBe('replay');
    });

    it('stays empty when something is completed or abandoned that was never begun', async () => {
      await storage.idempotency.complete(accountId, 'k', reply);
      await storage.idempotency.abandon(accountId, 'k');
      expect(await begin()).toBe('new');
    });

    it('gives free what expired or was never completed when it is swept, and nothing else', async () => {
      await begin({ key: 'crashed' });
      await begin({ key: 'working', at: after(50) });
      for (const key of ['completed', 'expired']) {
        await begin({ key, expiresAt: key === 'expired' ? after(60) : after(100) });
        await storage.idempotency.complete(accountId, key, reply);
      }
      await storage.idempotency.sweep(after(60), after(50));
      const state = (key: string) => begin({ key, at: noon });
      expect(await state('crashed')).toBe('new');
      expect(await state('working')).toBe('in_progress');
      expect(await state('completed')).toBe('replay');
      expect(await state('expired')).toBe('new');
    });
  });
}
