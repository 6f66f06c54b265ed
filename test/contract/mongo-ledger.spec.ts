// Answers for running the ledger's contract on MongoDB, a database for each test.
import { afterAll, beforeAll, describe } from '@jest/globals';
import { startMongo, type MongoServer } from '../support/mongo-server.js';
import { openMongoStorage } from '../support/open-mongo-storage.js';
import { ledgerClaimsContract } from './ledger-claims.contract.js';
import { ledgerMergesContract } from './ledger-merges.contract.js';
import { ledgerPersonsContract } from './ledger-persons.contract.js';
import { ledgerRandomContract } from './ledger-random.contract.js';
import { ledgerSuppressionsContract } from './ledger-suppressions.contract.js';

let server: MongoServer;

beforeAll(async () => {
  server = await startMongo();
}, 60_000);
afterAll(() => server.stop());

describe('MongoDB', () => {
  const open = () => openMongoStorage(server);
  ledgerClaimsContract(open);
  ledgerPersonsContract(open);
  ledgerMergesContract(open);
  // The gates are read ahead of the claim: what closes in between is outwaited by whoever closes it (R14).
  ledgerSuppressionsContract(open, { readsGatesInClaim: false });
  ledgerRandomContract(open);
});
