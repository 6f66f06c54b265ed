// Answers for running the contract of a dispatcher on Bull and a real Redis.
import { afterAll, beforeAll, describe } from '@jest/globals';
import { openBullWorker } from '../support/bull-dispatcher.js';
import { startRedis, type RedisServer } from '../support/redis-server.js';
import { dispatcherContract } from './dispatcher.contract.js';

describe('BullDispatcher', () => {
  let server: RedisServer;

  beforeAll(async () => {
    server = await startRedis();
  });

  afterAll(() => server.stop());

  dispatcherContract(async (parts) => {
    await server.flush();
    return openBullWorker(server.url, parts);
  });
});
