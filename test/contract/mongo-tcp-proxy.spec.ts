// Answers for the bad network of the tests in front of a MongoDB: what it names is lost, cut or late, and nothing else.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mongo } from 'mongoose';
import { startOwnMongo, type MongoServer } from '../support/mongo-server.js';
import { contains, startProxy, type TcpProxy } from '../support/tcp-proxy.js';

interface Release {
  readonly promise: Promise<void>;
  open(): void;
}

function newRelease(): Release {
  let open = (): void => undefined;
  const promise = new Promise<void>((resolve) => (open = resolve));
  return {
    promise,
    open: () => {
      open();
    },
  };
}

describe('the bad network before MongoDB', () => {
  let server: MongoServer;
  let proxy: TcpProxy;
  let direct: mongo.MongoClient;
  let client: mongo.MongoClient;
  let rows: mongo.Collection;
  let seen: mongo.Collection;

  beforeAll(async () => {
    server = await startOwnMongo();
    direct = await mongo.MongoClient.connect(server.uri);
  });

  beforeEach(async () => {
    proxy = await startProxy(server.port);
    client = await mongo.MongoClient.connect(server.uriThrough(proxy.port), { retryWrites: false });
    rows = client.db('network').collection('rows');
    seen = direct.db('network').collection('rows');
    await seen.deleteMany({});
  });

  afterEach(async () => {
    await client.close();
    await proxy.close();
  });

  afterAll(async () => {
    await direct.close();
    await server.stop();
  });

  function connectImpatiently(): Promise<mongo.MongoClient> {
    return mongo.MongoClient.connect(server.uriThrough(proxy.port), {
      serverSelectionTimeoutMS: 300,
      socketTimeoutMS: 300,
      retryReads: false,
    });
  }

  it('carries many operations at once when nothing is named', async () => {
    const numbers = Array.from({ length: 300 }, (_, number) => number);
    await Promise.all(numbers.map((number) => rows.insertOne({ number, filling: 'x'.repeat(number * 100) })));
    const found = await rows.find().toArray();
    expect(found.map((row) => Number(row.number)).sort((a, b) => a - b)).toEqual(numbers);
  });

  it('has the write applied and no answer when the reply is cut', async () => {
    const cut = proxy.cutNextReply(contains('rows', 'token-1'));
    await expect(rows.insertOne({ token: 'token-1' })).rejects.toBeInstanceOf(mongo.MongoNetworkError);
    await cut;
    expect(await seen.countDocuments({ token: 'token-1' })).toBe(1);
    await rows.insertOne({ token: 'token-2' });
  });

  it('has the write not applied when the request is cut', async () => {
    const cut = proxy.cutNextRequest(contains('rows', 'token-3'));
    await expect(rows.insertOne({ token: 'token-3' })).rejects.toBeInstanceOf(mongo.MongoNetworkError);
    await cut;
    expect(await seen.countDocuments()).toBe(0);
  });

  it('has the write applied before its answer when the reply is held', async () => {
    const release = newRelease();
    const held = proxy.holdNextReply(contains('rows', 'token-4'), release.promise);
    const write = rows.insertOne({ token: 'token-4' });
    await held;
    expect(await seen.countDocuments({ token: 'token-4' })).toBe(1);
    release.open();
    expect((await write).acknowledged).toBe(true);
  });

  it('has the write applied late when the request is held', async () => {
    const release = newRelease();
    const held = proxy.holdNextRequest(contains('rows', 'token-5'), release.promise);
    const applied = proxy.holdNextReply(contains('rows', 'token-5'), Promise.resolve());
    const write = rows.insertOne({ token: 'token-5' });
    await held;
    expect(await seen.countDocuments()).toBe(0);
    release.open();
    await Promise.all([write, applied]);
    expect(await seen.countDocuments()).toBe(1);
  });

  it('loses an answer and keeps the connection when a hook drops it', async () => {
    proxy.onReply = (bytes) => (bytes.includes('lost-answer') ? 'drop' : 'pass');
    await rows.insertOne({ token: 'lost-answer' });
    const impatient = await connectImpatiently();
    const answer = impatient.db('network').collection('rows').findOne({ token: 'lost-answer' });
    await expect(answer).rejects.toBeInstanceOf(mongo.MongoNetworkTimeoutError);
    await impatient.close();
  });

  it('hangs up on everybody when nothing listens any more, and is back when something does', async () => {
    proxy.refusesConnections = true;
    proxy.cutAll();
    await expect(connectImpatiently()).rejects.toBeInstanceOf(mongo.MongoServerSelectionError);
    proxy.refusesConnections = false;
    await rows.insertOne({ token: 'back' });
  });

  it('cuts each one in turn when several are named', async () => {
    const cuts = [proxy.cutNextReply(contains('token-6')), proxy.cutNextReply(contains('token-6'))];
    await expect(rows.insertOne({ token: 'token-6' })).rejects.toBeInstanceOf(mongo.MongoNetworkError);
    await expect(rows.insertOne({ token: 'token-6' })).rejects.toBeInstanceOf(mongo.MongoNetworkError);
    await Promise.all(cuts);
    expect(await seen.countDocuments({ token: 'token-6' })).toBe(2);
  });
});
