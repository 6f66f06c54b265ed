// Answers for which collections the sequencer looks through: every one whose documents may carry leaves without a number.
import { accounts } from './schemas/accounts.schema.js';
import { auditInbox } from './schemas/audit-inbox.schema.js';
import { campaigns } from './schemas/campaigns.schema.js';
import { contacts } from './schemas/contacts.schema.js';
import { gateRows } from './schemas/gate-rows.schema.js';
import { imports } from './schemas/imports.schema.js';
import { ledgerRows } from './schemas/ledger-rows.schema.js';
import { lias } from './schemas/lias.schema.js';
import { permits } from './schemas/permits.schema.js';
import { screenings } from './schemas/screenings.schema.js';
import { touches } from './schemas/touches.schema.js';

/** Names. A schema with `leafPaths` belongs here; a test fails where one is missing. */
export const leafCollections: readonly string[] = [
  auditInbox,
  ledgerRows,
  gateRows,
  contacts,
  lias,
  campaigns,
  touches,
  accounts,
  screenings,
  permits,
  imports,
].map(({ name }) => name);
