// Answers for the order in which the collections came to be; a number is never used twice and never changed once released.
import { subjectKeysMigration } from './0001-subject-keys.js';
import { ledger } from './0002-ledger.js';
import type { Migration } from './migration.js';

export const migrations: readonly Migration[] = [subjectKeysMigration, ledger];
