// Answers for the two hashes of an RFC 6962 tree: leaves and inner nodes, SHA-256, told apart by a first byte.
import { hash } from 'node:crypto';

const leafPrefix = Buffer.from([0x00]);
const nodePrefix = Buffer.from([0x01]);

/** RFC 6962, 2.1: SHA-256(0x00 || data); 32 bytes. */
export function leafHash(data: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([leafPrefix, data]), 'buffer');
}

/** RFC 6962, 2.1: SHA-256(0x01 || left || right); 32 bytes. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([nodePrefix, left, right]), 'buffer');
}
