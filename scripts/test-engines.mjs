// Finds what the suites need besides this checkout, hands it to them, and says afterwards what ran on what.
import process from 'node:process';
import { findChromium } from './find-chromium.mjs';
import { findMongodb, mongodbEngine, mongodbVariables } from './find-mongodb.mjs';
import { findRedis } from './find-redis.mjs';
import { lookUpMongodbProgram } from './look-up-mongodb.mjs';
import { serverWords, suitesNamed } from './server-suites.mjs';

const onServers = 'contract-servers, e2e, faults';

/** A configured MongoDB that does not answer counts as a failure: the suites must not quietly run on another one. */
async function mongodbOrProblem() {
  try {
    return { mongodb: await findMongodb(), problems: [] };
  } catch (error) {
    return { mongodb: null, problems: [error.message] };
  }
}

/** @returns { chromium, mongodb, redis, problems }, each engine null where it cannot be had. */
export async function findEngines() {
  const chromium = await findChromium();
  const redis = await findRedis();
  return { chromium, redis, ...(await mongodbOrProblem()) };
}

/** The variables by which the suites learn what was found. */
export function engineVariables({ chromium, mongodb, redis }) {
  return {
    ...(chromium === null ? {} : { FAIRKNOCK_TEST_CHROMIUM: chromium }),
    ...(redis === null ? {} : { FAIRKNOCK_TEST_REDIS_SERVER: redis.binary }),
    ...mongodbVariables(mongodb),
  };
}

/** Arguments that leave out the suites whose engine is missing. */
export function withoutMissing({ mongodb, redis }) {
  const words = [...(mongodb === null ? serverWords.mongodb : []), ...(redis === null ? serverWords.redis : [])];
  return words.length === 0 ? [] : [`--testPathIgnorePatterns=${suitesNamed(words)}`, '--passWithNoTests'];
}

const exercised = {
  mongodb: (found) => `${mongodbEngine(found)}: ${onServers}`,
  redis: (found) => `${found.version}: ${onServers}`,
  chromium: () => 'Chromium found, browser tests ran',
};

const remedies = {
  mongodb: 'MongoDB (set FAIRKNOCK_TEST_MONGODB_URI, or install mongod, or cargo to build a compatible server)',
  redis: 'Redis (install redis-server, or set FAIRKNOCK_TEST_REDIS_SERVER)',
  chromium: 'chromium (set FAIRKNOCK_TEST_CHROMIUM, or install it)',
};

/** What only some kinds of MongoDB can show. */
function limits(mongodb) {
  if (mongodb === null) return [];
  const program = lookUpMongodbProgram();
  return [
    ...(program?.kind === 'mongod' ? [] : ['three-node replica set (needs a real mongod)']),
    ...(program === null ? ['killing MongoDB (needs a program to start, not only an address)'] : []),
  ];
}

/** @returns { lines, missing }: what to print, and how many engines that CI must have are missing. */
export function engineReport(engines) {
  const names = ['mongodb', 'redis', 'chromium'];
  const found = names.filter((name) => engines[name] !== null);
  const missing = names.filter((name) => engines[name] === null);
  const notExercised = [...missing.map((name) => remedies[name]), ...limits(engines.mongodb)];
  return {
    lines: [
      `engine: Node.js ${process.version}, SQLite embedded: unit, contract, integration, architecture, e2e, faults`,
      ...found.map((name) => `engine: ${exercised[name](engines[name])}`),
      ...notExercised.map((what) => `NOT EXERCISED: ${what}`),
    ],
    missing: missing.length,
  };
}
