// Answers for what an idempotency key stands for: which request, and for how long its reply is kept.
import type { FastifyRequest } from 'fastify';
import { canonicalJson } from '../shared/canonical-json.js';
import { InputError } from '../shared/errors.js';
import { hourMs, minuteMs, plusMs, type Instant } from '../shared/instant.js';
import type { AccountId } from '../shared/ids.js';
import type { JsonObject } from '../shared/json.js';
import type { IdempotencyRequest } from '../ports/idempotency-store.port.js';
import { ReplySeal } from './reply-seal.js';

const keptMs = 24 * hourMs;
/** A request that was begun so long ago and never ended was cut off by a crash. */
export const cutOffAfterMs = 15 * minuteMs;

const printable = /^[\x21-\x7e]{1,255}$/;

/** @returns null where the header is absent. @throws InputError INVALID_INPUT */
export function idempotencyKeyOf(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && printable.test(key)) return key;
  const message = 'must be 1 to 255 printable ASCII characters';
  throw new InputError('INVALID_INPUT', `Idempotency-Key ${message}`, [
    { field: 'Idempotency-Key', code: 'INVALID', message },
  ]);
}

/** The body of a streamed upload is not part of it: it is read once, and compared by its digest (upload-digest.ts). */
function bodyText(request: FastifyRequest): string {
  const { body } = request;
  const isStream = typeof body === 'object' && body !== null && 'pipe' in body;
  return isStream ? 'upload' : canonicalJson((body ?? {}) as JsonObject);
}

export interface AskedOnce extends IdempotencyRequest {
  readonly seal: ReplySeal;
}

/**
 * The request's digest is keyed like its reply is sealed: a body may hold personal data. Hence another key of the same
 * account counts as another request.
 */
export function askedOnce(
  request: FastifyRequest,
  key: string,
  by: { readonly accountId: AccountId; readonly at: Instant },
): AskedOnce {
  const seal = new ReplySeal(`${request.headers.authorization ?? ''}\n${key}`);
  const requestHash = seal.digest([request.method, request.url, bodyText(request)].join('\n'));
  return { ...by, key, requestHash, expiresAt: plusMs(by.at, keptMs), seal };
}
