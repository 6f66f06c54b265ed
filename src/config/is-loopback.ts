// Answers for whether a host name or address means this machine.
import { isIP } from 'node:net';

/** `localhost`, names below it (RFC 6761), 127.0.0.0/8, ::1, with or without brackets, and IPv4 written as IPv6. */
export function isLoopback(host: string): boolean {
  const name = host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .replace(/^::ffff:/, '');
  if (name === 'localhost' || name.endsWith('.localhost') || name === '::1') return true;
  return isIP(name) === 4 && name.startsWith('127.');
}
