// Answers for telling the mailboxes of companies from those that anybody can open (A02).
import { createRequire } from 'node:module';

// Both packages are plain JSON lists behind CommonJS entries.
const load = createRequire(import.meta.url);
const free = new Set(load('free-email-domains') as string[]);
const disposable = new Set(load('disposable-email-domains') as string[]);
/** Domains every subdomain of which is disposable. */
const disposableParents = new Set(load('disposable-email-domains/wildcard.json') as string[]);

export type MailDomainKind = 'free' | 'disposable' | 'other';

function hasDisposableParent(domain: string): boolean {
  const labels = domain.split('.');
  return labels.some((_, index) => disposableParents.has(labels.slice(index).join('.')));
}

/** @param domain canonical: ASCII, lower case. */
export function mailDomainKind(domain: string): MailDomainKind {
  // A few big providers stand in both lists; to a salesperson they are free mail.
  if (free.has(domain)) return 'free';
  return disposable.has(domain) || hasDisposableParent(domain) ? 'disposable' : 'other';
}
