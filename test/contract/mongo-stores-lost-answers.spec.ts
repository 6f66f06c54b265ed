// Answers for the proof that no store on MongoDB guesses: each command is carried out and its first answer lost, and the contracts hold.
import { afterAll, beforeAll, describe } from '@jest/globals';
import { startMongo, type MongoServer } from '../support/mongo-server.js';
import { losingAnswers } from '../support/losing-answers.js';
import { openMongoStorage } from '../support/open-mongo-storage.js';
import { accountStoreContract } from './account-store.contract.js';
import { campaignStoreContract } from './campaign-store.contract.js';
import { contactErasureContract } from './contact-erasure.contract.js';
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

const open = async () => {
  const storage = await openMongoStorage(server);
  losingAnswers(storage.database);
  return storage;
};

beforeAll(async () => {
  server = await startMongo();
}, 60_000);
afterAll(() => server.stop());

describe('MongoDB whose answers are lost', () => {
  accountStoreContract(open);
  campaignStoreContract(open);
  contactErasureContract(open);
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
