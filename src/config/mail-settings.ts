// Answers for the settings of outgoing mail: the relay's URL and DKIM.
import { createPrivateKey } from 'node:crypto';
import { canonicalDomain } from '../shared/canonical-email.js';
import type { DkimConfig } from './config.js';
import { isLoopback } from './is-loopback.js';
import { refuseSetting } from './parse-setting.js';
import type { RawSettings } from './read-settings.js';
import { settings } from './settings.js';

/** @throws StartRefusal; the URL holds a password and is never repeated. */
export function parseSmtpSetting(text: string | null): string | null {
  if (text === null) return null;
  if (!URL.canParse(text)) refuseSetting('smtpUrl', 'must be a URL such as smtps://user:password@host:465');
  const url = new URL(text);
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') {
    refuseSetting('smtpUrl', 'must begin with smtps:// or smtp://');
  }
  if (url.hostname === '') refuseSetting('smtpUrl', 'must name a host');
  const isPlain = url.protocol === 'smtp:' && url.searchParams.get('requireTLS') !== 'true';
  if (isPlain && !isLoopback(url.hostname)) {
    refuseSetting('smtpUrl', 'without TLS is for loopback only: use smtps://, or smtp:// with ?requireTLS=true');
  }
  return text;
}

function checkPrivateKey(pem: string): void {
  let type: string | undefined;
  try {
    type = createPrivateKey(pem).asymmetricKeyType;
  } catch {
    refuseSetting('dkimPrivateKey', 'is not a private key in PEM form');
  }
  if (type !== 'rsa') refuseSetting('dkimPrivateKey', 'must be an RSA key');
}

/** All three settings or none. */
export function parseDkim(raw: RawSettings): DkimConfig | null {
  const { dkimDomain: domain, dkimSelector: selector, dkimPrivateKey: text } = raw;
  if (domain === null && selector === null && text === null) return null;
  if (domain === null)
    refuseSetting(
      'dkimDomain',
      `must be set beside the other ${settings.dkimSelector.key.replace('SELECTOR', '')} settings`,
    );
  if (selector === null) refuseSetting('dkimSelector', `must be set where ${settings.dkimDomain.key} is`);
  if (text === null) refuseSetting('dkimPrivateKey', `must be set where ${settings.dkimDomain.key} is`);
  if (canonicalDomain(domain) === null) refuseSetting('dkimDomain', 'must be a domain');
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(selector)) refuseSetting('dkimSelector', 'must be a DKIM selector');
  // Environment files often hold PEM on one line.
  const privateKey = text.replaceAll('\\n', '\n');
  checkPrivateKey(privateKey);
  return { domain, selector, privateKey };
}
