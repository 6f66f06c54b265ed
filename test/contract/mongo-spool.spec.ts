// Answers for running the spool's contract on GridFS, for bodies that are written at once, and for left-overs.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { mongo } from 'mongoose';
import type { MongoDatabase } from '../../src/adapters/storage-mongo/mongo-database.js';
import { MongoSpool } from '../../src/adapters/storage-mongo/mongo.spool.js';
import { startMongo, type MongoServer } from '../support/mongo-server.js';
import { openMongoDatabase } from '../support/open-mongo-storage.js';
import { spoolContract } from './spool.contract.js';

let server: MongoServer;
beforeAll(async () => {
  server = await startMongo();
}, 60_000);
afterAll(() => server.stop());

describe('MongoDB', () => {
  spoolContract(async () => {
    const database = await openMongoDatabase(server);
    return { spool: new MongoSpool(database), close: () => database.close() };
  });
});

describe('spool in GridFS', () => {
  let database: MongoDatabase;
  let spool: MongoSpool;
  beforeEach(async () => {
    database = await openMongoDatabase(server);
    spool = new MongoSpool(database);
  });
  afterEach(() => database.close());

  const write = (name: string, text = 'x'): Promise<void> => spool.write(name, Readable.from([Buffer.from(text)]));
  const countIn = (part: 'files' | 'chunks') => database.connection.collection(`spool.${part}`).countDocuments();
  const leftBehind = async (name: string, secondsAgo: number): Promise<void> => {
    await write(name);
    const { _id: id } = (await database.connection.collection('spool.files').findOne({ filename: name }))!;
    const now = id.getTimestamp().getTime() / 1000;
    const filesId = mongo.ObjectId.createFromTime(now - secondsAgo);
    await database.connection.collection('spool.files').deleteOne({ filename: name });
    await database.connection.collection('spool.chunks').updateOne({ files_id: id }, { $set: { files_id: filesId } });
  };

  it('keeps one body and no piece of the former one when a name is written again', async () => {
    await write('again', 'first');
    await write('again', 'second');
    expect((await buffer(spool.read('again'))).toString()).toBe('second');
    expect([await countIn('files'), await countIn('chunks')]).toEqual([1, 1]);
    await spool.remove('again');
    expect([await countIn('files'), await countIn('chunks')]).toEqual([0, 0]);
  });

  it('keeps no piece of a body that broke off', async () => {
    const broken = Readable.from(
      (function* () {
        yield Buffer.alloc(600_000);
        throw new Error('connection lost');
      })(),
    );
    await expect(spool.write('broken', broken)).rejects.toThrow('connection lost');
    expect([await countIn('files'), await countIn('chunks')]).toEqual([0, 0]);
  });

  it('holds a whole body when several write the same name at once', async () => {
    const bodies = Array.from({ length: 5 }, (_, number) => `${number}`.repeat(300_000));
    await Promise.all(bodies.map((body) => write('same', body)));
    expect(bodies).toContain((await buffer(spool.read('same'))).toString());
  });

  it('removes what a crash left a day ago, and nothing younger, when a body is written', async () => {
    await leftBehind('young', 23 * 3600);
    await leftBehind('old', 25 * 3600);
    expect(await countIn('chunks')).toBe(2);
    await write('next');
    expect([await countIn('files'), await countIn('chunks')]).toEqual([1, 2]);
  });
});
