// Answers for canonical JSON (RFC 8785), the bytes that are hashed, and for SHA-256 in hex.
import { hash } from 'node:crypto';
import type { Json } from './json.js';

/**
 * Members in the order of their UTF-16 code units; strings and numbers as ECMAScript writes them, which is what RFC 8785
 * asks for. Members that are `undefined` are left out.
 * @throws TypeError where the value is no JSON (a number that is not finite, a function).
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null || Number.isFinite(value)) {
    return JSON.stringify(value);
  }
  if (typeof value !== 'object') throw new TypeError('value has no JSON form');
  return Array.isArray(value) ? arrayJson(value as readonly Json[]) : objectJson(value as Record<string, Json>);
}

function arrayJson(values: readonly Json[]): string {
  let text = '[';
  for (let index = 0; index < values.length; index += 1) {
    text += (index === 0 ? '' : ',') + canonicalJson(values[index] ?? null);
  }
  return `${text}]`;
}

function objectJson(members: Readonly<Record<string, Json | undefined>>): string {
  let text = '';
  for (const name of Object.keys(members).sort()) {
    const value = members[name];
    if (value !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${canonicalJson(value)}`;
  }
  return `{${text}}`;
}

export function sha256Hex(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}
