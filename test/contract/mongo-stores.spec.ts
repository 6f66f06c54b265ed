// Answers for running the contracts of all stores on MongoDB.
import { afterAll, beforeAll, describe } from '@jest/globals';
import { startMongo, type MongoServer } from '../support/mongo-server.js';
import { openMongoStorage } from '../support/open-mongo-storage.js';
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
import { touchDueContract } from './touch-due.contract.js';
import { touchScheduleContract } from './touch-schedule.contract.js';

let server: MongoServer;
const open = () => openMongoStorage(server);

beforeAll(async () => {
  server = await startMongo();
}, 60_000);
afterAll(() => server.stop());

describe('MongoDB', () => {
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
  touchDueContract(open);
  touchScheduleContract(open);
});
