// Answers for what public links start with: https, or http on loopback with a warning.
import { isIPv6 } from 'node:net';
import { isLoopback } from './is-loopback.js';
import { refuseSetting } from './parse-setting.js';

const everyAddress = new Set(['0.0.0.0', '::']);

/** Host and port as recipients on this machine reach them; null where plain http would leave the machine. */
export function derivedPublicUrl(host: string, port: number): string | null {
  const name = everyAddress.has(host) ? 'localhost' : host;
  return isLoopback(name) ? `http://${isIPv6(name) ? `[${name}]` : name}:${port}` : null;
}

function parseUrl(text: string): URL {
  return URL.canParse(text)
    ? new URL(text)
    : refuseSetting('publicUrl', 'must be a URL such as https://knock.company.com');
}

/** @throws StartRefusal naming the key. */
export function parsePublicUrl(text: string): string {
  const url = parseUrl(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') refuseSetting('publicUrl', 'must begin with https://');
  if (url.search !== '' || url.hash !== '') refuseSetting('publicUrl', 'must have neither ? nor #');
  if (url.username !== '' || url.password !== '') refuseSetting('publicUrl', 'must not hold a password');
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    refuseSetting('publicUrl', 'must begin with https:// (http:// is for loopback only)');
  }
  return url.href.replace(/\/+$/, '');
}
