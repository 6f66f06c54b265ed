// Answers for which collections the sequencer looks through: every one whose documents may carry leaves without a number.
import { auditInbox } from './schemas/audit-inbox.schema.js';
import { gateRows } from './schemas/gate-rows.schema.js';
import { ledgerRows } from './schemas/ledger-rows.schema.js';

/** Names. A schema with `leafPaths` belongs here; a test fails where one is missing. */
export const leafCollections: readonly string[] = [auditInbox.name, ledgerRows.name, gateRows.name];
