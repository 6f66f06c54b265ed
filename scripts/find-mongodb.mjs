// Finds a MongoDB for the tests, or gets one: downloaded where that works, else a compatible server that cargo builds.
import process from 'node:process';
import { buildCompatibleMongodb } from './build-compatible-mongodb.mjs';
import { downloadMongod } from './download-mongod.mjs';
import { configuredMongodb, installedCompatible, installedMongod } from './look-up-mongodb.mjs';

const connectMs = 10_000;

function boundedBy(uri) {
  return uri.includes('serverSelectionTimeoutMS') ? {} : { serverSelectionTimeoutMS: connectMs };
}

/** Somebody named it, so it must be there: the tests must not quietly run on another one. */
async function reach(configured) {
  if (configured === null) return null;
  const { mongo } = await import('mongoose').then((module) => module.default);
  try {
    // Ten seconds unless the address itself says otherwise.
    const client = await mongo.MongoClient.connect(configured.uri, boundedBy(configured.uri));
    const { version } = await client.db('admin').command({ buildInfo: 1 });
    await client.close();
    return { ...configured, version: `MongoDB ${version} at the configured address` };
  } catch {
    throw new Error('FAIRKNOCK_TEST_MONGODB_URI is set, but nothing answers there');
  }
}

const steps = [
  (environment) => reach(configuredMongodb(environment)),
  installedMongod,
  downloadMongod,
  installedCompatible,
  buildCompatibleMongodb,
];

/** @returns { kind: 'uri' | 'mongod' | 'compatible', uri?, binary?, version }, or null where none can be had. */
export async function findMongodb(environment = process.env) {
  for (const step of steps) {
    const found = await step(environment);
    if (found !== null) return found;
  }
  return null;
}

/** The variables by which the suites learn what was found. */
export function mongodbVariables(found) {
  if (found === null) return {};
  if (found.kind === 'uri') return { FAIRKNOCK_TEST_MONGODB_URI: found.uri };
  return { FAIRKNOCK_TEST_MONGOD: found.binary, FAIRKNOCK_TEST_MONGODB_KIND: found.kind };
}

/** As a reader of a test report should know it. */
export function mongodbEngine(found) {
  if (found.kind === 'compatible') return `MongoDB-compatible server on WiredTiger (${found.version}, single node)`;
  return found.kind === 'mongod' ? `MongoDB (${found.version}, replica set of one node)` : found.version;
}

async function main() {
  try {
    const found = await findMongodb();
    process.stdout.write(found === null ? 'no MongoDB can be had here\n' : `${mongodbEngine(found)}\n`);
    return found === null ? 1 : 0;
  } catch (error) {
    process.stdout.write(`${error.message}\n`);
    return 1;
  }
}

if (process.argv[1] === import.meta.filename) process.exitCode = await main();
