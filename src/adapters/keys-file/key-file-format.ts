// Answers for the text of keys.json: versioned secrets of 32 bytes each, base64.
import { randomBytes } from 'node:crypto';
import type { VersionedKey } from '../../shared/address-keys.js';

const secretBytes = 32;
const base64Of32Bytes = /^[A-Za-z0-9+/]{43}=$/;

export interface KeyFileContent {
  readonly addressKeys: readonly VersionedKey[];
  readonly tokenKeys: readonly VersionedKey[];
}

export function newKeyFileText(): string {
  const key = () => ({ version: 1, secret: randomBytes(secretBytes).toString('base64') });
  const note = 'Never lose or share this file: without the address keys every opt-out is forgotten.';
  return `${JSON.stringify({ note, addressKeys: [key()], tokenKeys: [key()] }, null, 2)}\n`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function parseKey(value: unknown): VersionedKey | null {
  if (!isRecord(value)) return null;
  const { version, secret } = value;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) return null;
  if (typeof secret !== 'string' || !base64Of32Bytes.test(secret)) return null;
  return { version, secret: Buffer.from(secret, 'base64') };
}

function parseKeys(value: unknown): readonly VersionedKey[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const keys = value.map(parseKey).filter((key) => key !== null);
  const isComplete = keys.length === value.length && new Set(keys.map((key) => key.version)).size === keys.length;
  // The newest version is the current one, wherever it stands in the file.
  return isComplete ? keys.sort((a, b) => b.version - a.version) : null;
}

/** @returns null where the text is not a complete key file. */
export function parseKeyFile(text: string): KeyFileContent | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(json)) return null;
  const addressKeys = parseKeys(json['addressKeys']);
  const tokenKeys = parseKeys(json['tokenKeys']);
  return addressKeys === null || tokenKeys === null ? null : { addressKeys, tokenKeys };
}
