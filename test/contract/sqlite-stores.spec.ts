// Answers for running the contracts of all stores on SQLite in memory.
import { describe } from '@jest/globals';
import { openStorage } from '../support/open-storage.js';
import { storesContract } from './stores.contract.js';

describe('SQLite in memory', () => {
  storesContract(openStorage);
});
