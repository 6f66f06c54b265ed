// Answers for canonical JSON (RFC 8785), the bytes that are hashed, and for SHA-256 in hex.
import { createRequire } from 'node:module';
import { hash } from 'node:crypto';
import type { Json } from './json.js';

// The package is CommonJS with a default export that NodeNext types as a namespace.
const canonicalize = createRequire(import.meta.url)('canonicalize') as (value: unknown) => string | undefined;

/** @throws TypeError where the value is no JSON (a number that is not finite, a lone surrogate). */
export function canonicalJson(value: Json): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('value has no JSON form');
  return text;
}

export function sha256Hex(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}
