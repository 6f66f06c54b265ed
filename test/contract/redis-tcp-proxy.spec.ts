// Answers for the bad network of the tests in front of a Redis.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { startRedis, type RedisServer } from '../support/redis-server.js';
import { contains, startProxy, type TcpProxy } from '../support/tcp-proxy.js';

describe('the bad network before Redis', () => {
  let server: RedisServer;
  let proxy: TcpProxy;
  let direct: Redis;
  let client: Redis;

  beforeAll(async () => {
    server = await startRedis();
    proxy = await startProxy(server.port);
    direct = new Redis(server.url);
    client = new Redis(server.urlThrough(proxy.port), { maxRetriesPerRequest: 0, retryStrategy: () => 1 });
    client.on('error', () => undefined);
  });

  afterAll(async () => {
    direct.disconnect();
    client.disconnect();
    await proxy.close();
    await server.stop();
  });

  it('has the command applied and no answer when the reply is cut', async () => {
    await client.ping();
    const cut = proxy.cutNextReply(contains('key-1'));
    await expect(client.set('key-1', 'x')).rejects.toThrow();
    await cut;
    expect(await direct.get('key-1')).toBe('x');
  });

  it('has the command not applied when the request is cut', async () => {
    await client.ping();
    const cut = proxy.cutNextRequest(contains('key-2'));
    await expect(client.set('key-2', 'x')).rejects.toThrow();
    await cut;
    expect(await direct.get('key-2')).toBeNull();
  });
});
