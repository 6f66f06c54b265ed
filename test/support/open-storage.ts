// Answers for an embedded store of its own for a test: in memory, or in a file where two processes are to meet.
import { SqliteAccountStore } from '../../src/adapters/storage-sqlite/sqlite.account-store.js';
import { SqliteAuditLog } from '../../src/adapters/storage-sqlite/sqlite.audit-log.js';
import { SqliteCampaignStore } from '../../src/adapters/storage-sqlite/sqlite.campaign-store.js';
import { SqliteContactStore } from '../../src/adapters/storage-sqlite/sqlite.contact-store.js';
import { SqliteDatabase } from '../../src/adapters/storage-sqlite/sqlite-database.js';
import { SqliteIdempotencyStore } from '../../src/adapters/storage-sqlite/sqlite.idempotency-store.js';
import { SqliteImportStore } from '../../src/adapters/storage-sqlite/sqlite.import-store.js';
import { SqliteLiaStore } from '../../src/adapters/storage-sqlite/sqlite.lia-store.js';
import { SqlitePermitStore } from '../../src/adapters/storage-sqlite/sqlite.permit-store.js';
import { SqliteScreeningStore } from '../../src/adapters/storage-sqlite/sqlite.screening-store.js';
import { SqliteStorageHealth } from '../../src/adapters/storage-sqlite/sqlite.storage-health.js';
import { SqliteTouchLedger } from '../../src/adapters/storage-sqlite/sqlite.touch-ledger.js';
import { SqliteTouchSchedule } from '../../src/adapters/storage-sqlite/sqlite.touch-schedule.js';

export function openStorage({ path = ':memory:', leaseMs = 2_000 }: { path?: string; leaseMs?: number } = {}) {
  const database = SqliteDatabase.open({ path, leaseMs });
  return {
    database,
    ledger: new SqliteTouchLedger(database),
    auditLog: new SqliteAuditLog(database),
    contacts: new SqliteContactStore(database),
    lias: new SqliteLiaStore(database),
    campaigns: new SqliteCampaignStore(database),
    touches: new SqliteTouchSchedule(database),
    accounts: new SqliteAccountStore(database),
    screenings: new SqliteScreeningStore(database),
    permits: new SqlitePermitStore(database),
    imports: new SqliteImportStore(database),
    idempotency: new SqliteIdempotencyStore(database),
    health: new SqliteStorageHealth(database),
    close: () => database.close(),
  };
}

export type Storage = ReturnType<typeof openStorage>;
