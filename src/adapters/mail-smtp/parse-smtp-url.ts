// Answers for reading the address of the mail relay: where it is, whether TLS is a must, who logs in.
import { isLoopback } from '../../config/is-loopback.js';
import { StartRefusal } from '../../shared/errors.js';

export interface RelayAddress {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (`smtps:`). */
  readonly isSecure: boolean;
  /** STARTTLS is a must; only on loopback plain text will do. */
  readonly requiresTls: boolean;
  readonly auth: { readonly user: string; readonly pass: string } | null;
}

const defaultPorts: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465 };

/** @throws StartRefusal that names the setting and never its value: it may hold a password. */
export function parseSmtpUrl(text: string): RelayAddress {
  const url = URL.canParse(text) ? new URL(text) : null;
  const defaultPort = url === null ? undefined : defaultPorts[url.protocol];
  if (url === null || defaultPort === undefined || url.hostname === '') {
    throw new StartRefusal('FAIRKNOCK_SMTP_URL must look like smtp://host:port or smtps://user:password@host:port');
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return {
    host,
    port: url.port === '' ? defaultPort : Number(url.port),
    isSecure: url.protocol === 'smtps:',
    requiresTls: !isLoopback(host) || url.searchParams.get('requireTLS') === 'true',
    auth: url.username === '' ? null : credentials(url),
  };
}

function credentials(url: URL): { user: string; pass: string } {
  try {
    return { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  } catch {
    throw new StartRefusal('FAIRKNOCK_SMTP_URL has a user or password that is not percent-encoded');
  }
}
