// Answers for the ports that a storage engine provides, as the contract suites see them: no engine shows through.
import type { AccountStore } from '../../src/ports/account-store.port.js';
import type { AuditLog } from '../../src/ports/audit-log.port.js';
import type { CampaignStore } from '../../src/ports/campaign-store.port.js';
import type { ContactStore } from '../../src/ports/contact-store.port.js';
import type { IdempotencyStore } from '../../src/ports/idempotency-store.port.js';
import type { ImportStore } from '../../src/ports/import-store.port.js';
import type { LiaStore } from '../../src/ports/lia-store.port.js';
import type { PermitStore } from '../../src/ports/permit-store.port.js';
import type { ScreeningStore } from '../../src/ports/screening-store.port.js';
import type { StorageHealth } from '../../src/ports/storage-health.port.js';
import type { TouchLedger } from '../../src/ports/touch-ledger.port.js';
import type { TouchSchedule } from '../../src/ports/touch-schedule.port.js';

export interface StoragePorts {
  readonly ledger: TouchLedger;
  readonly auditLog: AuditLog;
  readonly contacts: ContactStore;
  readonly lias: LiaStore;
  readonly campaigns: CampaignStore;
  readonly touches: TouchSchedule;
  readonly accounts: AccountStore;
  readonly screenings: ScreeningStore;
  readonly permits: PermitStore;
  readonly imports: ImportStore;
  readonly idempotency: IdempotencyStore;
  readonly health: StorageHealth;
  close(): Promise<void>;
}

/** Opens an empty store of its own. */
export type StorageOpener = () => StoragePorts | Promise<StoragePorts>;
