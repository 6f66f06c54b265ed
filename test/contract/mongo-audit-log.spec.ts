// Answers for running the audit log's contract on MongoDB.
import { afterAll, beforeAll, describe } from '@jest/globals';
import { startMongo, type MongoServer } from '../support/mongo-server.js';
import { openMongoStorage } from '../support/open-mongo-storage.js';
import { auditLogContract } from './audit-log.contract.js';

let server: MongoServer;

beforeAll(async () => {
  server = await startMongo();
}, 60_000);
afterAll(() => server.stop());

describe('MongoDB', () => {
  auditLogContract(() => openMongoStorage(server));
});
