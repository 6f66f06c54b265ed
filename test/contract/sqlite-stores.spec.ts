// Answers for running the contracts of all stores on SQLite in memory.
import { describe } from '@jest/globals';
import { openStorage } from '../support/open-storage.js';
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

describe('SQLite in memory', () => {
  accountStoreContract(openStorage);
  campaignStoreContract(openStorage);
  contactErasureContract(openStorage);
  contactListContract(openStorage);
  contactStoreContract(openStorage);
  deadLettersContract(openStorage);
  idempotencyStoreContract(openStorage);
  importStoreContract(openStorage);
  liaStoreContract(openStorage);
  permitStoreContract(openStorage);
  screeningStoreContract(openStorage);
  storageHealthContract(openStorage);
  touchDueContract(openStorage);
  touchScheduleContract(openStorage);
});
