// Answers for running the contracts of all stores on MongoDB.
import { afterAll, beforeAll, describe } from '@jest/globals';
import { startMongo, type MongoServer } from '../support/mongo-server.js';
import { openMongoStorage } from '../support/open-mongo-storage.js';
import { storesContract } from './stores.contract.js';

let server: MongoServer;
const open = () => openMongoStorage(server);

beforeAll(async () => {
  server = await startMongo();
}, 60_000);
afterAll(() => server.stop());

describe('MongoDB', () => {
  storesContract(open);
});
