// Answers for the proof that no store on MongoDB guesses: each command is carried out and its first answer lost, and the contracts hold.
import { afterAll, beforeAll, describe } from '@jest/globals';
import { startMongo, type MongoServer } from '../support/mongo-server.js';
import { losingAnswers } from '../support/losing-answers.js';
import { openMongoStorage } from '../support/open-mongo-storage.js';
import { storesContract } from './stores.contract.js';

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
  storesContract(open);
});
