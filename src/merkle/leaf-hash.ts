// Answers for the leaf hash of an RFC 6962 tree: SHA-256 behind a first byte that tells leaves from inner nodes.
import { hash } from 'node:crypto';

const leafPrefix = Buffer.from([0x00]);

/** RFC 6962, 2.1: SHA-256(0x00 || data); 32 bytes. */
export function leafHash(data: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([leafPrefix, data]), 'buffer');
}
