// Answers for the one spelling under which an email address is compared (architecture, section 4).
import { domainToASCII } from 'node:url';
import type { Brand } from './ids.js';

/** Trimmed, NFC, local part in lower case without `+tag`, domain in ASCII lower case. */
export type CanonicalEmail = Brand<string, 'CanonicalEmail'>;

const maxAddressOctets = 254;
const maxLocalOctets = 64;
// RFC 5321 dot-string with RFC 6531 letters; quoted local parts are refused: no public page prints one.
const localPart = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const domainName = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])$/;

/** The ASCII, lower-case form of a domain; null where it is none (RFC 5891). */
export function canonicalDomain(text: string): string | null {
  const ascii = domainToASCII(text.trim().normalize('NFC').replace(/\.$/, '')).toLowerCase();
  return domainName.test(ascii) ? ascii : null;
}

/** The address as it is stored and mailed: trimmed, NFC, ASCII domain, local part untouched; null where it is no address. */
export function parseEmail(text: string): { address: string; canonical: CanonicalEmail; domain: string } | null {
  const trimmed = text.trim().normalize('NFC');
  const at = trimmed.lastIndexOf('@');
  const local = trimmed.slice(0, at);
  const domain = at > 0 ? canonicalDomain(trimmed.slice(at + 1)) : null;
  if (domain === null || !localPart.test(local) || Buffer.byteLength(local) > maxLocalOctets) return null;
  const address = `${local}@${domain}`;
  if (Buffer.byteLength(address) > maxAddressOctets) return null;
  const base = local.toLowerCase().normalize('NFC').replace(/\+.*$/, '');
  return { address, canonical: `${base === '' ? local.toLowerCase() : base}@${domain}` as CanonicalEmail, domain };
}
