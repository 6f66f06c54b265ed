// Answers for the order in which the collections came to be; a number is never used twice and never changed once released.
import { subjectKeysMigration } from './0001-subject-keys.js';
import { ledger } from './0002-ledger.js';
import { auditLog } from './0003-audit-log.js';
import { leasesMigration } from './0004-leases.js';
import { contactsMigration } from './0010-contacts.js';
import { liasMigration } from './0011-lias.js';
import { campaignsMigration } from './0012-campaigns.js';
import { touchesMigration } from './0013-touches.js';
import { accountsMigration } from './0014-accounts.js';
import { screeningsMigration } from './0015-screenings.js';
import { permitsMigration } from './0016-permits.js';
import { importsMigration } from './0017-imports.js';
import { idempotencyMigration } from './0018-idempotency.js';
import { spoolMigration } from './0020-spool.js';
import type { Migration } from './migration.js';

export const migrations: readonly Migration[] = [
  subjectKeysMigration,
  ledger,
  auditLog,
  leasesMigration,
  contactsMigration,
  liasMigration,
  campaignsMigration,
  touchesMigration,
  accountsMigration,
  screeningsMigration,
  permitsMigration,
  importsMigration,
  idempotencyMigration,
  spoolMigration,
];
