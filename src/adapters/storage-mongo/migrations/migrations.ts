// Answers for the order in which the collections came to be; a number is never used twice and never changed once released.
import { subjectKeysMigration } from './0001-subject-keys.js';
import { ledger } from './0002-ledger.js';
import { auditLog } from './0003-audit-log.js';
import { leasesMigration } from './0004-leases.js';
import type { Migration } from './migration.js';

export const migrations: readonly Migration[] = [subjectKeysMigration, ledger, auditLog, leasesMigration];
