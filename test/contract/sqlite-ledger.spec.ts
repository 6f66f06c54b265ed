// Answers for running the ledger's contract on SQLite, in memory and in a file.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from '@jest/globals';
import { openStorage } from '../support/open-storage.js';
import { ledgerClaimsContract } from './ledger-claims.contract.js';
import { ledgerMergesContract } from './ledger-merges.contract.js';
import { ledgerPersonsContract } from './ledger-persons.contract.js';
import { ledgerRandomContract } from './ledger-random.contract.js';
import { ledgerSuppressionsContract } from './ledger-suppressions.contract.js';

const folder = mkdtempSync(join(tmpdir(), 'fairknock-ledger-'));
let fileCount = 0;

const openers = {
  'in memory': () => openStorage(),
  'in a file': () => {
    fileCount += 1;
    return openStorage({ path: join(folder, `${String(fileCount)}.db`) });
  },
};

describe.each(Object.entries(openers))('SQLite %s', (_name, open) => {
  ledgerClaimsContract(open);
  ledgerPersonsContract(open);
  ledgerMergesContract(open);
  ledgerSuppressionsContract(open, { readsGatesInClaim: true });
  ledgerRandomContract(open);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
