// Answers for the contracts of all stores beside the ledger and the log: one list for every engine, nothing picked.
import type { StorageOpener } from '../support/storage-ports.js';
import { accountStoreContract } from './account-store.contract.js';
import { campaignStoreContract } from './campaign-store.contract.js';
import { contactErasureContract } from './contact-erasure.contract.js';
import { contactListContract } from './contact-list.contract.js';
import { contactStoreContract } from './contact-store.contract.js';
import { deadLettersContract } from './dead-letters.contract.js';
import { idempotencyStoreContract } from './idempotency-store.contract.js';
import { importStoreContract } from './import-store.contract.js';
import { liaStoreContract } from './lia-store.contract.js';
import { permitStoreContract } from './permit-store.contract.js';
import { screeningStoreContract } from './screening-store.contract.js';
import { storageHealthContract } from './storage-health.contract.js';
import { touchDueContract } from './touch-due.contract.js';
import { touchScheduleContract } from './touch-schedule.contract.js';

export function storesContract(open: StorageOpener): void {
  accountStoreContract(open);
  campaignStoreContract(open);
  contactErasureContract(open);
  contactListContract(open);
  contactStoreContract(open);
  deadLettersContract(open);
  idempotencyStoreContract(open);
  importStoreContract(open);
  liaStoreContract(open);
  permitStoreContract(open);
  screeningStoreContract(open);
  storageHealthContract(open);
  touchDueContract(open);
  touchScheduleContract(open);
}
