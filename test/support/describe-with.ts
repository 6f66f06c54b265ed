// Answers for suites that need an engine which is not everywhere: without it they are counted as skipped, never as passed.
import { describe } from '@jest/globals';
import { lookUpMongodbProgram } from '../../scripts/look-up-mongodb.mjs';
import { hasRealMongod } from './replica-set.js';

type Describe = (title: string, suite: () => void) => void;

function describeWhere(isHere: boolean): Describe {
  return isHere ? describe : describe['skip'];
}

/** For suites that start three nodes; `npm test` says NOT EXERCISED where it skips them. */
export const describeWithReplicaSet = describeWhere(hasRealMongod());

/** For suites that kill or freeze the MongoDB: skipped where there is nothing but somebody's address. */
export const describeWithOwnMongo = describeWhere(lookUpMongodbProgram() !== null);
