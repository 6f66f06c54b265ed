// Answers for the MongoDB of the tests itself: acknowledged means durable there, and killing it is survivable.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mongo } from 'mongoose';
import { startOwnMongo, type MongoServer } from '../support/mongo-server.js';

describe('the MongoDB of the tests', () => {
  let server: MongoServer;
  let client: mongo.MongoClient;

  beforeAll(async () => {
    server = await startOwnMongo();
    client = await mongo.MongoClient.connect(server.uri, { w: 'majority', journal: true });
  });

  afterAll(async () => {
    await client.close();
    await server.stop();
  });

  it('says what it is when it is asked', () => {
    expect(server.version).toMatch(/\d+\.\d+/);
  });

  it('keeps every acknowledged write on the same port when it is killed and started again', async () => {
    const rows = client.db('kept').collection('rows');
    const numbers = Array.from({ length: 200 }, (_, number) => number);
    await Promise.all(numbers.map((number) => rows.insertOne({ number })));
    await server.kill();
    await server.restart();
    expect(await rows.countDocuments()).toBe(numbers.length);
  });

  it('takes writes again when it was frozen and is continued', async () => {
    const rows = client.db('frozen').collection('rows');
    await rows.insertOne({ number: 1 });
    server.pause();
    const write = rows.insertOne({ number: 2 });
    server.resume();
    await write;
    expect(await rows.countDocuments()).toBe(2);
  });
});
