// Answers for the MongoDB and the Redis that a bench runs on: started here, or the MongoDB that is configured; each says what it is.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { findMongodb } from '../../scripts/find-mongodb.mjs';
import { findRedis } from '../../scripts/find-redis.mjs';
import { freePort } from './workers.mjs';

/** Started as the tests start it: durable before it answers. */
const mongoArgs = {
  compatible: (port, folder) =>
    `--host 127.0.0.1 --port ${port} --cache-size 512M --log-file-max 32MB --sync-on-commit --storage-path ${folder}`,
  mongod: (port, folder) => `--bind_ip 127.0.0.1 --port ${port} --replSet fairknock --dbpath ${folder}`,
};
const readiness = { compatible: /listening on/, mongod: /Waiting for connections/ };

async function startServer(binary, args, isReady) {
  const child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  await new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk) => {
      said = (said + chunk).slice(-4_096);
      if (isReady.test(said)) resolve();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`${binary} ended before it was ready\n${said}`)));
  });
  const stop = async () => {
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
    process.removeListener('exit', killWithUs);
  };
  return { pid: child.pid, stop };
}

/** @returns `{ uri, version, pid, stop() }`; the pid is null at a configured address, or null where there is no MongoDB. */
export async function startMongo(folder) {
  const found = await findMongodb();
  if (found === null) return null;
  if (found.kind === 'uri') return { uri: found.uri, version: found.version, pid: null, stop: async () => undefined };
  const data = join(folder, 'mongo');
  mkdirSync(data);
  const port = await freePort();
  const args = mongoArgs[found.kind](port, data).split(' ');
  const server = await startServer(found.binary, args, readiness[found.kind]);
  const uri = `mongodb://127.0.0.1:${port}/?directConnection=true`;
  if (found.kind === 'mongod') await initiate(uri, port);
  return { uri, version: found.version, ...server };
}

async function initiate(uri, port) {
  const { mongo } = await import('mongoose');
  const client = await mongo.MongoClient.connect(uri);
  const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
  await client.db('admin').command({ replSetInitiate: { _id: 'fairknock', members } });
  await client.close();
  const elected = await mongo.MongoClient.connect(`mongodb://127.0.0.1:${port}/?replicaSet=fairknock`);
  await elected.close();
}

/** @returns `{ url, version, pid, stop() }`, or null where there is no Redis. */
export async function startRedis(folder) {
  const found = await findRedis();
  if (found === null) return null;
  const data = join(folder, 'redis');
  mkdirSync(data);
  const port = await freePort();
  const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', data, '--appendonly', 'yes', '--save', ''];
  const server = await startServer(found.binary, args, /Ready to accept connections/);
  return { url: `redis://127.0.0.1:${port}`, version: found.version, ...server };
}
