// Answers for recognising the columns of suppression files as mail services and CRMs export them.
import type { SuppressionCause } from '../../ports/touch-ledger.port.js';

export type SuppressionColumn =
  | { readonly role: 'subject' | 'reason' | 'status' | 'note' | 'ignored' }
  /** The time of the wish; in some exports the column itself says what it was. */
  | { readonly role: 'receivedAt'; readonly cause?: SuppressionCause }
  /** A column of yes and no. */
  | { readonly role: 'flag'; readonly cause: SuppressionCause };

const subject: SuppressionColumn = { role: 'subject' };
const reason: SuppressionColumn = { role: 'reason' };
const note: SuppressionColumn = { role: 'note' };
const receivedAt: SuppressionColumn = { role: 'receivedAt' };
const ignored: SuppressionColumn = { role: 'ignored' };

/** Mailchimp, SendGrid, HubSpot, Mailgun, Postmark, Mandrill, SparkPost, Telnyx, listmonk, MailUp, and our own export. */
const headings: Readonly<Record<string, SuppressionColumn>> = {
  email: subject,
  emails: subject,
  'e mail': subject,
  'email address': subject,
  'e mail address': subject,
  emailaddress: subject,
  address: subject,
  recipient: subject,
  to: subject,
  phone: subject,
  'phone number': subject,
  number: subject,
  telephone: subject,
  domain: subject,
  domains: subject,
  cause: reason,
  reason,
  suppressionreason: reason,
  'suppression reason': reason,
  type: reason,
  'unsub reason': reason,
  'optout type': reason,
  status: { role: 'status' },
  'received at': receivedAt,
  created: receivedAt,
  'created at': receivedAt,
  createdat: receivedAt,
  date: receivedAt,
  timestamp: receivedAt,
  'optout date': receivedAt,
  'unsub time': { role: 'receivedAt', cause: 'unsubscribe' },
  'clean time': { role: 'receivedAt', cause: 'hard_bounce' },
  'portal unsubscribe': { role: 'flag', cause: 'unsubscribe' },
  'portal spam report': { role: 'flag', cause: 'complaint' },
  'portal bounce': { role: 'flag', cause: 'hard_bounce' },
  'global bounce': { role: 'flag', cause: 'hard_bounce' },
  note,
  detail: note,
  error: note,
};

export function suppressionColumn(heading: string): SuppressionColumn {
  const plain = heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return Object.hasOwn(headings, plain) ? (headings[plain] ?? ignored) : ignored;
}

/** Columns of a file without headings: Amazon SES (`address,BOUNCE`), Cloudflare, plain lists. */
export function columnsWithoutHeading(count: number): SuppressionColumn[] {
  return Array.from({ length: count }, (_, index) => [subject, reason][index] ?? ignored);
}
