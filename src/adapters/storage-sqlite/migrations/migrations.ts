// Answers for the order in which the tables came to be; a number is never used twice and never changed once released.
import { auditLog } from './0001-audit-log.js';
import { ledger } from './0002-ledger.js';
import { contacts } from './0010-contacts.js';
import { lias } from './0011-lias.js';
import { campaigns } from './0012-campaigns.js';
import { touches } from './0013-touches.js';
import { accounts } from './0014-accounts.js';
import { screenings } from './0015-screenings.js';
import { permits } from './0016-permits.js';
import { imports } from './0017-imports.js';
import { idempotency } from './0018-idempotency.js';
import { deadLetters } from './0019-dead-letters.js';

export interface Migration {
  readonly id: number;
  readonly sql: string;
}

export const migrations: readonly Migration[] = [
  auditLog,
  ledger,
  contacts,
  lias,
  campaigns,
  touches,
  accounts,
  screenings,
  permits,
  imports,
  idempotency,
  deadLetters,
];
